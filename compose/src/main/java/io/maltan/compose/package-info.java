/**
 * The launcher behind {@code compose/up}: runs all of Maltan on one machine, without containers.
 *
 * <p>Plain programs on threads of their own: nothing here is reactive, and they wait for what other
 * processes do by asking again after a pause.
 */
@NullMarked
package io.maltan.compose;

import org.jspecify.annotations.NullMarked;

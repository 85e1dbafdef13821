/**
 * The launcher behind {@code compose/up}: runs all of Maltan on one machine, without containers.
 */
@NullMarked
package io.maltan.compose;

import org.jspecify.annotations.NullMarked;

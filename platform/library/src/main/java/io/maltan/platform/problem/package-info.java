/**
 * One error path: sealed problems, and the handler that renders everything that goes wrong as RFC
 * 9457.
 */
@NullMarked
package io.maltan.platform.problem;

import org.jspecify.annotations.NullMarked;

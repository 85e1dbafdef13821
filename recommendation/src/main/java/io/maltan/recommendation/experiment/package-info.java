/** Experiments: who sees which variant of the ranking, that they saw it, and what they did then. */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.experiment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Candidates, scores, reasons and pages: the recommendations themselves. */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.ranking;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

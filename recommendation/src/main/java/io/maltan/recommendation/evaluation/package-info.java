/**
 * The evaluator: trains on files of check-ins and tells how well the rest is foretold. Needs no
 * server.
 */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.evaluation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

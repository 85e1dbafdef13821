/**
 * What a person on the street asks: of the places around, which next. Features of a place for a
 * person, a position and a moment, and the learner of their weights. Knows no server.
 */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.situated;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

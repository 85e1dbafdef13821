/**
 * Recommendations that follow a person: open streams that change with feedback, movement and
 * places.
 */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.live;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

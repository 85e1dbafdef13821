/** How many people come to a place, and whether it is rising against its own past. */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.popularity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

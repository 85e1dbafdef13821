/** Positions and boxes on the sphere. */
@NullMarked
@CheckReturnValue
package io.maltan.place.geography;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

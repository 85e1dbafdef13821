/** When something is open, as OpenStreetMap's {@code opening_hours} says it. */
@NullMarked
@CheckReturnValue
package io.maltan.platform.hours;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** When a place is open, and in which time zone its clock runs. */
@NullMarked
@CheckReturnValue
package io.maltan.place.hours;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

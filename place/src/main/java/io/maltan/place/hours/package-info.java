/** In which time zone the clock of a place runs, and what says whether it is open. */
@NullMarked
@CheckReturnValue
package io.maltan.place.hours;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

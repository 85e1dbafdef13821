/** Korea's provinces and districts, and which of them a position lies in. */
@NullMarked
@CheckReturnValue
package io.maltan.place.region;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

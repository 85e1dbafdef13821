/** Changes of places inside a box, as they happen. */
@NullMarked
@CheckReturnValue
package io.maltan.place.live;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Places that people keep. */
@NullMarked
@CheckReturnValue
package io.maltan.place.bookmark;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Who was where and when. */
@NullMarked
@CheckReturnValue
package io.maltan.place.visit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Open streams: counted per caller and in all, and ended in order when they have to end. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Server-sent events: resumable, bounded, and ended with a reason. */
@NullMarked
@CheckReturnValue
package io.maltan.platform.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Live streams of what happens to posts. */
@NullMarked
@CheckReturnValue
package io.maltan.community.live;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

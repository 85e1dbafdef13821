/** Posts of followed people and of preferred regions. */
@NullMarked
@CheckReturnValue
package io.maltan.community.feed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

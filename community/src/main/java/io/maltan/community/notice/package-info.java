/** Telling people what concerns them, as part of what causes it. */
@NullMarked
@CheckReturnValue
package io.maltan.community.notice;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

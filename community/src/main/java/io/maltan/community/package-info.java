/** Where people talk around places: one service, a package per feature. */
@NullMarked
@CheckReturnValue
package io.maltan.community;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

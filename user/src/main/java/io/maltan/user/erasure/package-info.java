/** The end of accounts: every service erases what it holds, until the last has answered. */
@NullMarked
@CheckReturnValue
package io.maltan.user.erasure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

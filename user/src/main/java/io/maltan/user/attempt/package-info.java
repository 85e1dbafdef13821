/** Failed logins, counted by account and by address so that guessing does not pay. */
@NullMarked
@CheckReturnValue
package io.maltan.user.attempt;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

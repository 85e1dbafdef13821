/** Passwords: which are good enough, how they are hashed, and how they change. */
@NullMarked
@CheckReturnValue
package io.maltan.user.password;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

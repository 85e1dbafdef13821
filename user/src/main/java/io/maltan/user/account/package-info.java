/** Accounts and their public and private profiles. */
@NullMarked
@CheckReturnValue
package io.maltan.user.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

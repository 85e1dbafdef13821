/** Reading rows. */
@NullMarked
@CheckReturnValue
package io.maltan.user.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

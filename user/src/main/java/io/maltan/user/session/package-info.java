/** Sessions: their access and refresh tokens, their end, and who still has to hear of it. */
@NullMarked
@CheckReturnValue
package io.maltan.user.session;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

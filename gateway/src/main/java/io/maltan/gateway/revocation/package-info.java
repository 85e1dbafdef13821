/** Sessions that ended before their tokens did: their tokens are refused. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.revocation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** The keys that sign access tokens: made once, sealed at rest, published for all to verify. */
@NullMarked
@CheckReturnValue
package io.maltan.user.signing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

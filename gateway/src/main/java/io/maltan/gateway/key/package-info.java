/** API keys: exchanged for short tokens of the user service, which is all that services see. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.key;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

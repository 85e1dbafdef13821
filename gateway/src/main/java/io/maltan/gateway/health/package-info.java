/** The state of the services behind the gateway. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.health;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * The one way into Maltan: it routes to the services, and keeps from them what should not reach
 * them.
 */
@NullMarked
@CheckReturnValue
package io.maltan.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

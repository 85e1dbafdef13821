/**
 * The services behind the gateway, and how calls to them fail: time limits, breakers, retries, body
 * sizes.
 */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.upstream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

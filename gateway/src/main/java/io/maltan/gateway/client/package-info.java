/** Where a request really comes from. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.client;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

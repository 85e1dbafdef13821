/** The routes: which paths reach which service. What is not here is not reachable. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.routing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

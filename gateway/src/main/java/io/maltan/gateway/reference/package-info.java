/** One API reference out of the services' OpenAPI documents. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.reference;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** How much a caller may ask for, by class of request, and how the caller is told. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.limit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

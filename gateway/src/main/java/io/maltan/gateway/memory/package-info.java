/** What the heap has room for. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.memory;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

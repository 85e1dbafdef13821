/** Places: what is known about them, who may change it, and the facts that follow. */
@NullMarked
@CheckReturnValue
package io.maltan.place.catalogue;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Answers that are the same for everybody, kept for as long as their service says. */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.cache;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

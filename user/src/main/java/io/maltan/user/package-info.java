/**
 * Identity: who people are, how they prove it, and the tokens that say so to every other service.
 */
@NullMarked
@CheckReturnValue
package io.maltan.user;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** The ways in: registering, logging in, and coming as a guest. */
@NullMarked
@CheckReturnValue
package io.maltan.user.admission;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** What administrators see and change, and how the first of them comes to be. */
@NullMarked
@CheckReturnValue
package io.maltan.user.administration;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

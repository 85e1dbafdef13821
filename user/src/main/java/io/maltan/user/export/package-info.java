/** Everything that all services hold about a person, in one document. */
@NullMarked
@CheckReturnValue
package io.maltan.user.export;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

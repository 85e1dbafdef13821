/** Data that the project brings. */
@NullMarked
@CheckReturnValue
package io.maltan.platform.bundled;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** All places at once, for services that start anew and for export. */
@NullMarked
@CheckReturnValue
package io.maltan.place.snapshot;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Bringing in places from files, many at once, all or nothing. */
@NullMarked
@CheckReturnValue
package io.maltan.place.imports;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

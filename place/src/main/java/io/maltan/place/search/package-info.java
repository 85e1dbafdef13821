/** Finding places: nearby, in a box, by text. */
@NullMarked
@CheckReturnValue
package io.maltan.place.search;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

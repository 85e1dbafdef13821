/** The tree of categories and what OpenStreetMap's tags mean in it. */
@NullMarked
@CheckReturnValue
package io.maltan.place.category;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** What people think of places, and the ratings that follow. */
@NullMarked
@CheckReturnValue
package io.maltan.place.review;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Photos: taken in, made harmless, kept as long as something names them, and served. */
@NullMarked
@CheckReturnValue
package io.maltan.place.photo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Places that are rising around a position or in a region. */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.trending;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

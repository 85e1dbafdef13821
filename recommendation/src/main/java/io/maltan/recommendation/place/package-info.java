/**
 * The service's own picture of every place: kept in its database by events, held in memory in
 * arrays.
 */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.place;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

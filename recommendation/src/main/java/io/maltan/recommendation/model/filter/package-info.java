/**
 * Trains the composite sharpened filter: sparse products in blocks and a randomised decomposition,
 * in primitive arrays and bounded memory.
 */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.model.filter;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** The item graph: trained from interactions, measured, and swapped whole. */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

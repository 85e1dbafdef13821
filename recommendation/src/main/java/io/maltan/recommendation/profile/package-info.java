/**
 * What is known and believed about a person: history, preferences and the taste that follows from
 * them.
 */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.profile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * How a model comes about: which method suits the data, by what it foretells of a part that is set
 * aside, and the command that trains in a process of its own.
 */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.training;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

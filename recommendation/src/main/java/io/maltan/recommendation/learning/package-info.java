/** Learning from choices: which of several things somebody took, and what that says of weights. */
@NullMarked
package io.maltan.recommendation.learning;

import org.jspecify.annotations.NullMarked;

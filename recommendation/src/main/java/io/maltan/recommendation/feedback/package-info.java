/** What people did with places: taken in, kept, withdrawn, and told to every replica. */
@NullMarked
@CheckReturnValue
package io.maltan.recommendation.feedback;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

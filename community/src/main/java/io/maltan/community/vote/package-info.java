/** Votes and their exact counts. */
@NullMarked
@CheckReturnValue
package io.maltan.community.vote;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

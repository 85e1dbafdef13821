/** Waiting for one another without holding a database connection. */
@NullMarked
@CheckReturnValue
package io.maltan.community.turn;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

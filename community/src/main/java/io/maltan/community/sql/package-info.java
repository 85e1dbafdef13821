/** What all statements here have in common. */
@NullMarked
@CheckReturnValue
package io.maltan.community.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

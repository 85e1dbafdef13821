/** Comments: threads that read from top to bottom. */
@NullMarked
@CheckReturnValue
package io.maltan.community.comment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

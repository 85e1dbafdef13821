/** Who follows whom, and who has blocked whom. */
@NullMarked
@CheckReturnValue
package io.maltan.community.follow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Reports, the moderators' queue, what they decide, and appeals against it. */
@NullMarked
@CheckReturnValue
package io.maltan.community.moderation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

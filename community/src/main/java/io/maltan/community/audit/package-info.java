/** What moderators did: added to, never changed. */
@NullMarked
@CheckReturnValue
package io.maltan.community.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** What people say is wrong about a place, and what moderators make of it. */
@NullMarked
@CheckReturnValue
package io.maltan.place.correction;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** What people have changed about places, and when. */
@NullMarked
@CheckReturnValue
package io.maltan.place.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

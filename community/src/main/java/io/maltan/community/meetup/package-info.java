/** Who takes part in meetups. */
@NullMarked
@CheckReturnValue
package io.maltan.community.meetup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * What people were told: their list, what they have read, what they want to hear, and its stream.
 */
@NullMarked
@CheckReturnValue
package io.maltan.community.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

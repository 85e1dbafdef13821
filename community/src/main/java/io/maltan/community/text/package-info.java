/** What people write: its rules, and its safe rendering. */
@NullMarked
@CheckReturnValue
package io.maltan.community.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

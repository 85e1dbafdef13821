/** Posts: written, edited, withdrawn, listed and voted on. */
@NullMarked
@CheckReturnValue
package io.maltan.community.post;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

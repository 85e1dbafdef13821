/** What the community keeps of the people who write in it. */
@NullMarked
@CheckReturnValue
package io.maltan.community.member;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

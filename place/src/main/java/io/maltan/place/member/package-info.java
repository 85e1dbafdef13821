/** What is known here about people: their names, who has become whom. */
@NullMarked
@CheckReturnValue
package io.maltan.place.member;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

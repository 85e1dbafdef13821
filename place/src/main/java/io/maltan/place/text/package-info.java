/** Text in the form in which it is searched: Korean as people type it, Latin without accents. */
@NullMarked
@CheckReturnValue
package io.maltan.place.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

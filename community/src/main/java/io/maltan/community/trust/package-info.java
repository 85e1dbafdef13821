/**
 * How far people are trusted, and what follows from it: limits, suspensions, and whose reports
 * weigh more.
 */
@NullMarked
@CheckReturnValue
package io.maltan.community.trust;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

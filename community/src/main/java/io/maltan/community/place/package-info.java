/** The picture of places that posts are tied to, kept from the place service's events. */
@NullMarked
@CheckReturnValue
package io.maltan.community.place;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Tests of the place service as a whole. */
@NullMarked
package io.maltan.place;

import org.jspecify.annotations.NullMarked;

/** The place service: places, regions, categories, search, reviews and imports. */
@NullMarked
package io.maltan.place;

import org.jspecify.annotations.NullMarked;

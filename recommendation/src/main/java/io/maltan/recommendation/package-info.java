/** The recommendation service: places for a person, at a position, now. */
@NullMarked
package io.maltan.recommendation;

import org.jspecify.annotations.NullMarked;

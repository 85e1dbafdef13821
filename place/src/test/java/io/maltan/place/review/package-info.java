@NullMarked
package io.maltan.place.review;

import org.jspecify.annotations.NullMarked;

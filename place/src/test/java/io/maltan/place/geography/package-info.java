@NullMarked
package io.maltan.place.geography;

import org.jspecify.annotations.NullMarked;

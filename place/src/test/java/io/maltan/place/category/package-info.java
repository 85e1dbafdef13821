@NullMarked
package io.maltan.place.category;

import org.jspecify.annotations.NullMarked;

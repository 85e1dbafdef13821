@NullMarked
package io.maltan.place.photo;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.maltan.place.hours;

import org.jspecify.annotations.NullMarked;

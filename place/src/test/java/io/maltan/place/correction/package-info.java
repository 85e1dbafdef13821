@NullMarked
package io.maltan.place.correction;

import org.jspecify.annotations.NullMarked;

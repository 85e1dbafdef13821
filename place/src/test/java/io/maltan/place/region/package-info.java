@NullMarked
package io.maltan.place.region;

import org.jspecify.annotations.NullMarked;

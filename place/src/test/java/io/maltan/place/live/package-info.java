@NullMarked
package io.maltan.place.live;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.maltan.place.catalogue;

import org.jspecify.annotations.NullMarked;

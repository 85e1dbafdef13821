@NullMarked
package io.maltan.place.search;

import org.jspecify.annotations.NullMarked;

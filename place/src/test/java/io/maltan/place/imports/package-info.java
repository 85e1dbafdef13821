@NullMarked
package io.maltan.place.imports;

import org.jspecify.annotations.NullMarked;

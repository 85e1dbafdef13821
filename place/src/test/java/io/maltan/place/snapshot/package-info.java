@NullMarked
package io.maltan.place.snapshot;

import org.jspecify.annotations.NullMarked;

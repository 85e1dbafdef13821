@NullMarked
package io.maltan.place.text;

import org.jspecify.annotations.NullMarked;

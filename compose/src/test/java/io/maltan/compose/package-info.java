@NullMarked
package io.maltan.compose;

import org.jspecify.annotations.NullMarked;

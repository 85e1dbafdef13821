@NullMarked
package io.maltan.compose.process;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.maltan.compose.settings;

import org.jspecify.annotations.NullMarked;

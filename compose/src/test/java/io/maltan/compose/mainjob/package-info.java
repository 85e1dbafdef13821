@NullMarked
package io.maltan.compose.mainjob;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.maltan.compose.demo;

import org.jspecify.annotations.NullMarked;

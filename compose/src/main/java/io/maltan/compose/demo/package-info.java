/**
 * The demo town: landmarks of Seoul as they are, and invented places, people and posts around them,
 * loaded through the public API like anything else.
 */
@NullMarked
package io.maltan.compose.demo;

import org.jspecify.annotations.NullMarked;

/**
 * Processes that are started, watched, started again when they die, and ended with the launcher.
 */
@NullMarked
package io.maltan.compose.process;

import org.jspecify.annotations.NullMarked;

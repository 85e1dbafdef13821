/**
 * What the launcher is told from outside: the environment, the ports, the data folder, the secrets.
 */
@NullMarked
package io.maltan.compose.settings;

import org.jspecify.annotations.NullMarked;

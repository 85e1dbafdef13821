/** Work that a service does every so often, on every replica. */
@NullMarked
package io.maltan.platform.upkeep;

import org.jspecify.annotations.NullMarked;

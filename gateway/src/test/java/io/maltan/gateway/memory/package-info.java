/** The bounds that a heap sets. */
@NullMarked
package io.maltan.gateway.memory;

import org.jspecify.annotations.NullMarked;

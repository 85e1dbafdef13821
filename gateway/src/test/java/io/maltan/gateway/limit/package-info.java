/** The bounds that a heap sets. */
@NullMarked
package io.maltan.gateway.limit;

import org.jspecify.annotations.NullMarked;

/** The bounds that a heap sets. */
@NullMarked
package io.maltan.gateway.upstream;

import org.jspecify.annotations.NullMarked;

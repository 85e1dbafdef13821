/** The ends of streams. */
@NullMarked
package io.maltan.gateway.stream;

import org.jspecify.annotations.NullMarked;

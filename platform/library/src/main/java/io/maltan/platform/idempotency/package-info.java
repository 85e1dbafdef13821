/** Writes that a client may repeat: {@code Idempotency-Key} and the answers kept for it. */
@NullMarked
package io.maltan.platform.idempotency;

import org.jspecify.annotations.NullMarked;

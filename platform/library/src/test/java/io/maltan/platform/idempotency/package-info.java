@NullMarked
package io.maltan.platform.idempotency;

import org.jspecify.annotations.NullMarked;

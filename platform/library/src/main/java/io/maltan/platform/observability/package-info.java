/** Trace ids and the OpenAPI conventions. */
@NullMarked
package io.maltan.platform.observability;

import org.jspecify.annotations.NullMarked;

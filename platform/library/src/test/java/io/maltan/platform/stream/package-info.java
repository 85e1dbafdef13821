/** Server-sent events. */
@NullMarked
package io.maltan.platform.stream;

import org.jspecify.annotations.NullMarked;

/** Events on real PostgreSQL and Redis. */
@NullMarked
package io.maltan.platform.events;

import org.jspecify.annotations.NullMarked;

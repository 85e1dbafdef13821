/** Events on real PostgreSQL and Redis. */
@NullMarked
package io.maltan.platform.configuration;

import org.jspecify.annotations.NullMarked;

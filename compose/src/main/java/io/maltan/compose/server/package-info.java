/**
 * PostgreSQL and Redis: real servers, unpacked from Maven artifacts and run as ordinary processes.
 */
@NullMarked
package io.maltan.compose.server;

import org.jspecify.annotations.NullMarked;

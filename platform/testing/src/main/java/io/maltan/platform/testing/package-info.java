/**
 * Fixtures for the tests of all modules: real PostgreSQL and Redis, tokens, architecture rules,
 * BlockHound. Never shipped.
 */
@NullMarked
package io.maltan.platform.testing;

import org.jspecify.annotations.NullMarked;

/** The rules themselves, proved by code that breaks them. */
@NullMarked
package io.maltan.platform.testing;

import org.jspecify.annotations.NullMarked;

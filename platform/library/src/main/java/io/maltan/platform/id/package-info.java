/** Identifiers. */
@NullMarked
package io.maltan.platform.id;

import org.jspecify.annotations.NullMarked;

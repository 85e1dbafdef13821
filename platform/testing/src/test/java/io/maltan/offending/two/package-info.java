/** The other half of a cycle. */
@NullMarked
package io.maltan.offending.two;

import org.jspecify.annotations.NullMarked;

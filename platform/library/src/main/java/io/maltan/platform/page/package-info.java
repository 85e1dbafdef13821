/** Cursors and pages of lists. */
@NullMarked
package io.maltan.platform.page;

import org.jspecify.annotations.NullMarked;

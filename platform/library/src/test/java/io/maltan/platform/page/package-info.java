/** Cursors, those that clients have made themselves above all. */
@NullMarked
package io.maltan.platform.page;

import org.jspecify.annotations.NullMarked;

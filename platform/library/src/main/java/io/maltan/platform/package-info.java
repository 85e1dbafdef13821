/** What every Maltan service starts from: its main method and its defaults. */
@NullMarked
package io.maltan.platform;

import org.jspecify.annotations.NullMarked;

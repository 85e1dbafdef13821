/** Database migration and the settings of connections. */
@NullMarked
package io.maltan.platform.persistence;

import org.jspecify.annotations.NullMarked;

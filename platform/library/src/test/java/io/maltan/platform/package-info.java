/** What all packages of the platform promise together, seen through a small service. */
@NullMarked
package io.maltan.platform;

import org.jspecify.annotations.NullMarked;

/** Load on a running Maltan, as many people together would make it. */
@NullMarked
package io.maltan.loadtests;

import org.jspecify.annotations.NullMarked;

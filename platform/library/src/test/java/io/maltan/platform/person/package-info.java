/** Tests of exports and erasures. */
@NullMarked
package io.maltan.platform.person;

import org.jspecify.annotations.NullMarked;

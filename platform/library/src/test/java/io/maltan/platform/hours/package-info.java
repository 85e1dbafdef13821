@NullMarked
package io.maltan.platform.hours;

import org.jspecify.annotations.NullMarked;

/** The gateway in front of services that tests play. */
@NullMarked
package io.maltan.gateway;

import org.jspecify.annotations.NullMarked;

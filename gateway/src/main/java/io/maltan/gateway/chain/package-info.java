/** The order in which the filters of all packages see a request. */
@NullMarked
package io.maltan.gateway.chain;

import org.jspecify.annotations.NullMarked;

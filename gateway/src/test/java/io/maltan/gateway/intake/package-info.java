@NullMarked
package io.maltan.gateway.intake;

import org.jspecify.annotations.NullMarked;

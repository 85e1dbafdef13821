@NullMarked
package io.maltan.gateway.revocation;

import org.jspecify.annotations.NullMarked;

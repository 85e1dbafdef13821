/** The keys of an issuer that is slow, away, or asked too often. */
@NullMarked
package io.maltan.platform.security;

import org.jspecify.annotations.NullMarked;

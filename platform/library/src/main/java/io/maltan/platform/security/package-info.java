/**
 * The security of a resource server: verified tokens become a {@code Caller}, and controllers say
 * in their signature whom they admit.
 */
@NullMarked
package io.maltan.platform.security;

import org.jspecify.annotations.NullMarked;

/** Addresses behind proxies. */
@NullMarked
package io.maltan.gateway.client;

import org.jspecify.annotations.NullMarked;

/**
 * Facts between services: the transactional outbox, Redis Streams, consumers that have their effect
 * once, dead letters.
 */
@NullMarked
@CheckReturnValue
package io.maltan.platform.events;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

package io.maltan.platform.events;

import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Follows a stream on behalf of the whole service: of all its replicas one handles an event.
 *
 * <p>Events arrive in order. {@link #handle} runs in the transaction that also notes the event as
 * handled, so that what it writes to the database happens exactly once; anything else it does may
 * happen again. Where it fails the event is delivered again, and at the fifth failure parked as a
 * dead letter.
 */
public interface EventHandler {

    /** One of {@link EventStreams}. */
    String stream();

    /** The types of events that this handler wants; the others of the stream pass it by. */
    Set<String> types();

    Mono<Void> handle(Event event);
}

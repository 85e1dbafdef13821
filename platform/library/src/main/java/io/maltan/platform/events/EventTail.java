package io.maltan.platform.events;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows a stream on behalf of this replica: every replica sees every event, and nothing is
 * acknowledged.
 *
 * <p>However many subscribe, a replica reads each stream once. A slow subscriber delays nobody:
 * what it could not take in time is read again for it. Redis going away ends nobody.
 */
public interface EventTail {

    /**
     * What is published from now on. Fails with {@link TailGap} where some of it was removed before
     * this replica could read it.
     */
    Flux<StreamedEvent> live(String stream);

    /**
     * What stands after a position, then what is published from now on, without gap or double.
     *
     * <p>Fails with {@link TailGap}, at once or later, where something after the position was
     * removed before it was read; {@code 0-0} means all that is retained and has no gap.
     */
    Flux<StreamedEvent> after(String stream, String position);

    /** The position of the stream's last event; {@code 0-0} where there is none. */
    Mono<String> position(String stream);

    /**
     * Whether everything after a position is still retained; false for what is no position, and for
     * one that is after the last event.
     */
    Mono<Boolean> retains(String stream, String position);
}

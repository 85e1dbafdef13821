package io.maltan.community.vote;

import io.maltan.platform.events.NewEvent;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Tells of counts that change although nobody votes: a voter is erased. */
public interface Recounted {

    Poll poll();

    /**
     * The events that tell of new counts, for what people can see.
     *
     * @param counts by what was voted on
     */
    Flux<NewEvent> toEvents(Map<UUID, Tally> counts);
}

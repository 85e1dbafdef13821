package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceFacts;
import io.maltan.place.catalogue.Places;
import io.maltan.platform.events.Outbox;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Marks places that their dataset no longer has, and takes the mark from those that it has again;
 * within the caller's transaction.
 */
@Component
class VanishedPlaces {

    private static final int AT_ONCE = 500;

    private final R2dbcMerge merge;
    private final Places places;
    private final PlaceFacts facts;
    private final Outbox outbox;

    VanishedPlaces(R2dbcMerge merge, Places places, PlaceFacts facts, Outbox outbox) {
        this.merge = merge;
        this.places = places;
        this.facts = facts;
        this.outbox = outbox;
    }

    /**
     * Marks what has vanished.
     *
     * @param tell whether each is an event of its own
     */
    Mono<Void> mark(String dataset, boolean tell) {
        return told(merge.markVanished(dataset), tell);
    }

    /**
     * Takes the mark from what has returned.
     *
     * @param tell whether each is an event of its own
     */
    Mono<Void> unmark(boolean tell) {
        return told(merge.unmarkReturned(), tell);
    }

    private Mono<Void> told(Flux<UUID> marked, boolean tell) {
        return tell ? marked.collectList().flatMapMany(this::tell).then() : marked.then();
    }

    private Flux<Void> tell(Iterable<UUID> marked) {
        return Flux.fromIterable(marked)
                .buffer(AT_ONCE)
                .concatMap(ids ->
                        places.findAll(ids)
                                .map(place -> facts.updated(place, place))
                                .collectList()
                                .flatMap(outbox::append));
    }
}

package io.maltan.place.imports;

import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceDraft;
import io.maltan.place.catalogue.PlaceFacts;
import io.maltan.place.catalogue.Places;
import io.maltan.place.history.Change;
import io.maltan.place.history.PlaceHistory;
import io.maltan.platform.events.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings what a file says anew to those places that people have changed: what they changed stays.
 * These are few, and each is written as an edit is.
 */
@Component
class EditedPlaces {

    private static final int AT_ONCE = 500;

    private final R2dbcMerge merge;
    private final Places places;
    private final PlaceFacts facts;
    private final PlaceHistory history;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    EditedPlaces(
            R2dbcMerge merge,
            Places places,
            PlaceFacts facts,
            PlaceHistory history,
            Outbox outbox) {
        this.merge = merge;
        this.places = places;
        this.facts = facts;
        this.history = history;
        this.outbox = outbox;
    }

    /** A place before an import and after it. */
    private record Refreshed(Place before, Place after) {}

    /**
     * Writes what is new of them, within the caller's transaction and under the locks that it has;
     * for all others they look unchanged afterwards.
     *
     * @param tell whether each is an event of its own
     */
    Mono<Void> refresh(boolean tell) {
        return merge.edited()
                .collectList()
                .flatMapIterable(ids -> ids)
                .buffer(AT_ONCE)
                .concatMap(ids -> refresh(ids, tell))
                .then();
    }

    private Mono<Void> refresh(List<UUID> ids, boolean tell) {
        return Mono.zip(places.findAll(ids).collectList(), merge.said(ids).collectList())
                .map(both -> refreshed(both.getT1(), both.getT2()))
                .flatMap(all -> write(all).then(tell ? tell(all) : Mono.empty()));
    }

    private List<Refreshed> refreshed(List<Place> present, List<Place> said) {
        Instant now = clock.instant();
        Map<String, Place> bySource =
                said.stream().collect(Collectors.toMap(EditedPlaces::sourceOf, place -> place));
        return present.stream()
                .map(place ->
                        new Refreshed(
                                place,
                                place.refreshed(
                                        Objects.requireNonNull(bySource.get(sourceOf(place))),
                                        now)))
                .toList();
    }

    private static String sourceOf(Place place) {
        return Objects.requireNonNull(place.source());
    }

    private Mono<Void> write(List<Refreshed> all) {
        return places.update(all.stream().map(Refreshed::after).toList())
                .thenMany(Flux.fromIterable(all).concatMap(this::note))
                .then();
    }

    private Mono<Void> note(Refreshed place) {
        PlaceDraft before = PlaceDraft.of(place.before().content());
        PlaceDraft after = PlaceDraft.of(place.after().content());
        return before.equals(after)
                ? Mono.empty()
                : history.note(
                        place.after().id(),
                        place.after().version(),
                        Change.Kind.IMPORTED,
                        null,
                        before,
                        after);
    }

    private Mono<Void> tell(List<Refreshed> all) {
        return outbox.append(
                all.stream().map(place -> facts.updated(place.before(), place.after())).toList());
    }
}

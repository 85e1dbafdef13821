package io.maltan.place.bookmark;

import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceCatalogue;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Keeps what people bookmark; doing it again changes nothing. */
@Service
class Bookmarks {

    private final R2dbcBookmarks bookmarks;
    private final PlaceCatalogue catalogue;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final Clock clock = Clock.systemUTC();

    Bookmarks(
            R2dbcBookmarks bookmarks,
            PlaceCatalogue catalogue,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.bookmarks = bookmarks;
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    /** A place that someone keeps. */
    record Bookmark(Place place, Instant at) {}

    /** A bookmark without its place's details. */
    record KeptPlace(UUID placeId, Instant at) {}

    /** The fact that a person bookmarked a place, or no longer does. */
    record PlaceBookmarked(UUID userId, UUID placeId, Instant at) {}

    Mono<Void> add(Caller keeper, UUID placeId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return catalogue
                .get(placeId)
                .then(bookmarks.insert(keeper.id(), placeId, now))
                .flatMap(added -> tell(added, "place.bookmarked", keeper, placeId, now))
                .as(transactional::transactional);
    }

    Mono<Void> remove(Caller keeper, UUID placeId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return bookmarks
                .delete(keeper.id(), placeId)
                .flatMap(removed -> tell(removed, "place.unbookmarked", keeper, placeId, now))
                .as(transactional::transactional);
    }

    private Mono<Void> tell(boolean changed, String type, Caller keeper, UUID placeId, Instant at) {
        return changed
                ? outbox.append(
                        new NewEvent(
                                type,
                                placeId.toString(),
                                new PlaceBookmarked(keeper.id(), placeId, at)))
                : Mono.empty();
    }

    Mono<Page<Bookmark>> of(Caller keeper, PageRequest page) {
        return bookmarks
                .list(keeper.id(), page.cursor(), page.limitPlusOne())
                .collectList()
                .map(read ->
                        Page.of(
                                read,
                                page.limit(),
                                kept -> Cursor.of(kept.at(), kept.place().id())));
    }
}

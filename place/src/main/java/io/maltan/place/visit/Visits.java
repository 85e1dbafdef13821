package io.maltan.place.visit;

import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceCatalogue;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Notes who was where. */
@Service
class Visits {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final R2dbcVisits visits;
    private final PlaceCatalogue catalogue;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final Clock clock = Clock.systemUTC();

    Visits(
            R2dbcVisits visits,
            PlaceCatalogue catalogue,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.visits = visits;
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    /** A person was at a place. */
    record Visit(UUID id, UUID userId, Place place, Instant at) {}

    /** A visit without its place's details. */
    record PastVisit(UUID id, UUID placeId, Instant at) {}

    /** The fact that a person visited a place. */
    record PlaceVisited(UUID id, UUID userId, UUID placeId, Instant at) {}

    Mono<Visit> checkIn(Caller visitor, UUID placeId, @Nullable Instant at) {
        Instant now = clock.instant();
        Instant when = (at == null ? now : at).truncatedTo(ChronoUnit.MICROS);
        if (when.isAfter(now.plus(CLOCK_SKEW)) || when.isBefore(Instant.EPOCH)) {
            throw Invalid.field("at", "between", Instant.EPOCH, now);
        }
        return catalogue
                .get(placeId)
                .map(place -> new Visit(Ids.next(), visitor.id(), place, when))
                .flatMap(visit -> visits.insert(visit).thenReturn(visit))
                .flatMap(visit -> outbox.append(visited(visit)).thenReturn(visit))
                .as(transactional::transactional);
    }

    private static NewEvent visited(Visit visit) {
        UUID placeId = visit.place().id();
        return new NewEvent(
                "place.visited",
                placeId.toString(),
                new PlaceVisited(visit.id(), visit.userId(), placeId, visit.at()));
    }

    Mono<Page<Visit>> of(Caller visitor, PageRequest page) {
        return visits.list(visitor.id(), page.cursor(), page.limitPlusOne())
                .collectList()
                .map(read ->
                        Page.of(read, page.limit(), visit -> Cursor.of(visit.at(), visit.id())));
    }

    /** A visit of the caller's own; others' are not to be seen. */
    Mono<Visit> get(Caller visitor, UUID id) {
        return visits.find(visitor.id(), id)
                .switchIfEmpty(Mono.error(() -> new NotFound("visit_not_found", id.toString())));
    }
}

package io.maltan.platform.events;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Events keep their positions when they are emptied, so that a stream that Redis has lost comes
 * back as it was, without what was taken out.
 */
final class OutboxTraces implements EventTraces {

    private static final int REMOVED_AT_ONCE = 500;

    /** An event without content, which nobody handles. */
    private static final NewEvent NOTHING = new NewEvent("scrubbed", "", Map.of());

    /** Reads the whole table: nobody asks for a person's events but for this, and rarely. */
    private static final String PATIENCE = "set local statement_timeout = '20s'";

    private static final String MENTIONED =
            """
            type not in ('user.erasure_requested', 'user.erased')
               and (subject = :person or strpos(data::text, :person) > 0)
            """;

    private static final String FIND =
            "select position from outbox where position <= :upTo and " + MENTIONED;

    private static final String EMPTY =
            """
            update outbox set type = 'scrubbed', subject = '', data = '{}', traceparent = null
             where position = any(:positions)
            """;

    private static final String REMAINS =
            "select exists (select 1 from outbox where " + MENTIONED + ")";

    private static final String LAST =
            "select exists (select 1 from outbox where position = :position and " + MENTIONED + ")";

    private final DatabaseClient database;
    private final TransactionalOperator transactional;
    private final Outbox outbox;
    private final OwnStream stream;
    private final DeadLetters deadLetters;

    OutboxTraces(
            DatabaseClient database,
            TransactionalOperator transactional,
            Outbox outbox,
            OwnStream stream,
            DeadLetters deadLetters) {
        this.database = database;
        this.transactional = transactional;
        this.outbox = outbox;
        this.stream = stream;
        this.deadLetters = deadLetters;
    }

    @Override
    public Mono<Boolean> remove(UUID person) {
        return deadLetters
                .removeMentioning(person.toString())
                .then(stream.top())
                .flatMap(top -> removeUpTo(top, person))
                .then(remains(person))
                .map(remains -> !remains);
    }

    /**
     * Never the last one of the stream, whose id tells the relay how far publishing has come: where
     * it has to go, another takes its place first.
     */
    private Mono<Void> removeUpTo(Position top, UUID person) {
        return coverLast(top, person)
                .then(unneeded(top.previous()))
                .flatMapMany(upTo -> find(person, upTo))
                .buffer(REMOVED_AT_ONCE)
                .concatMap(this::remove)
                .then();
    }

    private Mono<Void> coverLast(Position top, UUID person) {
        return database.sql(LAST)
                .bind("position", top.value())
                .bind("person", person.toString())
                .mapValue(Boolean.class)
                .one()
                .flatMap(mentioned -> mentioned ? outbox.append(NOTHING) : Mono.empty());
    }

    /** Up to where every group has handled the events. */
    private Mono<Position> unneeded(Position last) {
        return stream.handledByAll()
                .map(handled -> Position.earlier(handled, last))
                .defaultIfEmpty(last);
    }

    private Flux<Position> find(UUID person, Position upTo) {
        return patiently(
                        database.sql(FIND)
                                .bind("upTo", upTo.value())
                                .bind("person", person.toString())
                                .mapValue(Long.class)
                                .all()
                                .map(Position::new)
                                .collectList())
                .flatMapIterable(positions -> positions);
    }

    /** From the stream first: whoever dies in between finds the rows again. */
    private Mono<Void> remove(List<Position> positions) {
        Long[] values = positions.stream().map(Position::value).toArray(Long[]::new);
        return stream.remove(positions).then(database.sql(EMPTY).bind("positions", values).then());
    }

    private Mono<Boolean> remains(UUID person) {
        return patiently(
                database.sql(REMAINS)
                        .bind("person", person.toString())
                        .mapValue(Boolean.class)
                        .one());
    }

    private <T> Mono<T> patiently(Mono<T> reading) {
        return database.sql(PATIENCE).then().then(reading).as(transactional::transactional);
    }
}

package io.maltan.platform.events;

import io.maltan.platform.id.Ids;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** The outbox as a table beside the rows that its events tell of. */
final class R2dbcOutbox implements Outbox {

    private static final String APPEND =
            """
            insert into outbox (event_id, type, subject, data, traceparent)
            select event_id, type, subject, data::json, :traceparent
              from unnest(:ids::uuid[], :types::text[], :subjects::text[], :data::text[])
                   with ordinality as event (event_id, type, subject, data, number)
             order by number
            """;

    private final DatabaseClient database;
    private final EventJson json;
    private final WakeUp wakeUp;

    R2dbcOutbox(DatabaseClient database, EventJson json, WakeUp wakeUp) {
        this.database = database;
        this.json = json;
        this.wakeUp = wakeUp;
    }

    @Override
    public Mono<Void> append(List<NewEvent> events) {
        if (events.isEmpty()) {
            return Mono.empty();
        }
        return Mono.deferContextual(context -> insert(events, Traceparent.of(context)))
                .then(wakeAfterCommit());
    }

    private Mono<Void> insert(List<NewEvent> events, Optional<String> traceparent) {
        return database.sql(APPEND)
                .bind("ids", events.stream().map(event -> Ids.next()).toArray(UUID[]::new))
                .bind("types", events.stream().map(NewEvent::type).toArray(String[]::new))
                .bind("subjects", events.stream().map(NewEvent::subject).toArray(String[]::new))
                .bind("data", events.stream().map(this::dataOf).toArray(String[]::new))
                .bind(
                        "traceparent",
                        io.r2dbc.spi.Parameters.in(
                                io.r2dbc.spi.R2dbcType.VARCHAR, traceparent.orElse(null)))
                .then();
    }

    private String dataOf(NewEvent event) {
        return json.write(event.data());
    }

    private Mono<Void> wakeAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new WakeAfterCommit()))
                .then()
                .onErrorResume(
                        NoTransactionException.class, none -> Mono.fromRunnable(wakeUp::call));
    }

    private final class WakeAfterCommit implements TransactionSynchronization {

        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(wakeUp::call);
        }
    }
}

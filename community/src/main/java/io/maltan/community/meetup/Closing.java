package io.maltan.community.meetup;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.sql.DatabaseLimit;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Tells open streams when a deadline passes. That nobody joins any more does not depend on it. */
@Component
class Closing {

    private static final String CLOSE =
            """
            update meetup m set closed = true
             where m.post_id in (
                    select post_id from meetup where not closed and deadline <= clock_timestamp()
                     order by deadline limit 100 for update skip locked)
            returning m.post_id, m.joined, m.waiting, m.capacity, m.cancelled
            """;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final Duration timeLimit;

    Closing(
            DatabaseClient database,
            Outbox outbox,
            TransactionalOperator transactional,
            DatabaseLimit limit) {
        this.database = database;
        this.outbox = outbox;
        this.transactional = transactional;
        this.timeLimit = limit.limit();
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    Mono<Void> close() {
        return database.sql(CLOSE)
                .map(Closing::toEvent)
                .all()
                .collectList()
                .flatMap(outbox::append)
                .as(transactional::transactional)
                .timeout(timeLimit);
    }

    private static NewEvent toEvent(Readable row) {
        Seats seats =
                new Seats(
                        required(row, "capacity", Integer.class),
                        required(row, "joined", Integer.class),
                        required(row, "waiting", Integer.class),
                        false,
                        required(row, "cancelled", Boolean.class));
        return MeetupEvents.participantsChanged(required(row, "post_id", UUID.class), seats);
    }
}

package io.maltan.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Whoever gives a statement up, at whatever moment, leaves a connection that others can use. */
@MaltanServiceTest(service = "leaving")
@TestPropertySource(
        properties = {"spring.application.name=leaving", "maltan.events.stream=events:leaving"})
class LeavingClientsIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int CLIENTS = 600;
    private static final int AT_ONCE = 15;
    private static final String READ =
            """
            select repeat('x', 200) from generate_series(1, :rows)
             where pg_sleep(0.005) is not null
            """;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Service {}

    private final DatabaseClient database;
    private final ConnectionPool pool;

    LeavingClientsIntegrationTests(
            @Autowired DatabaseClient database, @Autowired ConnectionPool pool) {
        this.database = database;
        this.pool = pool;
    }

    @Test
    void leaveNoConnectionBehindThatIsStillTaken() {
        Flux.range(0, CLIENTS).flatMap(this::leaveSoon, AT_ONCE).blockLast(LIMIT);

        Long read = Flux.range(0, CLIENTS).flatMap(i -> rows(1), AT_ONCE).count().block(LIMIT);

        assertThat(read).isEqualTo(CLIENTS);
        Flux.interval(Duration.ofMillis(10))
                .filter(tick -> taken() == 0)
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    private int taken() {
        return pool.getMetrics().map(PoolMetrics::acquiredSize).orElseThrow();
    }

    /** Before the first row, between the rows, or after the last one. */
    private Mono<Void> leaveSoon(int client) {
        return rows(2).takeUntilOther(Mono.delay(Duration.ofMillis(client % 15)))
                .onErrorComplete()
                .then();
    }

    private Flux<String> rows(int count) {
        return database.sql(READ).bind("rows", count).mapValue(String.class).all();
    }
}

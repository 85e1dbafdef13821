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

/** Whoever gives a statement up, at whatever moment, leaves a connection that others can use. */
@MaltanServiceTest(service = "leaving")
@TestPropertySource(
        properties = {"spring.application.name=leaving", "maltan.events.stream=events:leaving"})
class LeavingClientsIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int CLIENTS = 3_000;
    private static final int AT_ONCE = 40;
    private static final String READ = "select repeat('x', 200) from generate_series(1, :rows)";

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

        Long read = Flux.range(0, CLIENTS).flatMap(i -> rows(1), 10).count().block(LIMIT);

        assertThat(read).isEqualTo(CLIENTS);
        assertThat(pool.getMetrics().map(PoolMetrics::acquiredSize)).contains(0);
    }

    private Mono<Void> leaveSoon(int client) {
        return rows(50).takeUntilOther(Mono.delay(Duration.ofNanos(client % 50 * 100_000L)))
                .onErrorComplete()
                .then();
    }

    private Flux<String> rows(int count) {
        return database.sql(READ).bind("rows", count).mapValue(String.class).all();
    }
}

package io.maltan.place.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** What imports lock and wait for, and what is left of one that dies. */
@MaltanServiceTest(service = "place")
class ExchangeIntegrationTests {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String HEADER = "id,name,category,lat,lon\n";

    private static final String[] NOTE_LIMITS = {
        "create table noted_limit (statement_timeout text)",
        """
        create function note_limit() returns trigger language plpgsql as $$
        begin
            insert into noted_limit values (current_setting('statement_timeout'));
            return null;
        end
        $$
        """,
        """
        create trigger note_limit after update on place
            for each statement execute function note_limit()
        """,
    };

    private static final String FORGET_LIMITS =
            "drop table if exists noted_limit; drop function if exists note_limit() cascade";

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private TransactionalOperator transactional;
    @Autowired private Environment environment;
    @Autowired private R2dbcIncoming incoming;
    @Autowired private R2dbcPlaceAnew anew;

    private PlaceApi api;

    @BeforeEach
    void connect() {
        api = new PlaceApi(client);
        run("truncate place cascade");
    }

    @AfterEach
    void tidyUp() {
        run(FORGET_LIMITS);
        run("truncate place cascade");
    }

    @Test
    void whatAFirstImportChangesBesideHasTheTimeOfAnImport() {
        api.imported("format=csv", bytes(HEADER + "a,Old A,cafe,1,1\nb,Old B,cafe,1.1,1\n"));
        StringBuilder csv = new StringBuilder(HEADER + "a,New A,cafe,1,1\nc,C,cafe,1.2,1\n");
        for (int i = 0; i < PlaceMerge.MANY; i++) {
            csv.append("%d,Many %d,cafe,%.4f,2\n".formatted(i, i, i * 0.001));
        }
        for (String statement : NOTE_LIMITS) {
            run(statement);
        }

        JsonNode report = api.imported("format=csv&full=true", bytes(csv.toString()));

        assertThat(report.path("status").asString()).isEqualTo("completed");
        assertThat(report.path("updated").asInt()).isOne();
        assertThat(report.path("vanished").asInt()).isOne();
        assertThat(texts("select statement_timeout from noted_limit"))
                .hasSize(2)
                .containsOnly("2h");
    }

    @Test
    void ofAnImportThatDiesBeforeTheExchangeNothingIsLeftAndItCanBeRepeated() {
        api.imported("format=csv", bytes(HEADER + "a,Old A,cafe,1,1\n"));
        parted("csv:a", "csv:b").as(transactional::transactional).block(LIMIT);
        assertThat(texts("select name from place")).containsExactly("Old A");

        JsonNode report =
                api.imported("format=csv", bytes(HEADER + "a,New A,cafe,1,1\nb,B,cafe,2,2\n"));

        assertThat(report.path("status").asString()).isEqualTo("completed");
        assertThat(report.path("created").asInt()).isOne();
        assertThat(report.path("updated").asInt()).isOne();
        assertThat(texts("select name from place order by name")).containsExactly("B", "New A");
        assertThat(
                        texts(
                                "select relname from pg_class where relname ~"
                                        + " '^place_(incoming|skipped|anew|kept)'"))
                .isEmpty();
    }

    @Test
    void ofAnImportThatDiesWithTheNewTableReadyNothingIsLeft() {
        api.imported("format=csv", bytes(HEADER + "a,Old A,cafe,1,1\n"));
        parted("csv:a", "csv:b")
                .as(transactional::transactional)
                .then(Mono.defer(anew::build))
                .block(LIMIT);
        assertThat(texts("select name from place")).containsExactly("Old A");

        api.imported("format=csv", bytes(HEADER + "a,New A,cafe,1,1\nb,B,cafe,2,2\n"));

        assertThat(texts("select name from place order by name")).containsExactly("B", "New A");
        assertThat(
                        texts(
                                "select relname from pg_class where relname ~"
                                        + " '^place_(incoming|skipped|anew|kept)'"))
                .isEmpty();
    }

    /** The first transaction of an import that makes a new table. */
    private Mono<Void> parted(String... sources) {
        return incoming.begin()
                .then(incoming.copy(Flux.just(rows(sources))))
                .then(Mono.defer(anew::part));
    }

    private static ByteBuffer rows(String... sources) {
        CopyText rows = new CopyText(1_000);
        for (String source : sources) {
            rows.add(UUID.randomUUID())
                    .add(source)
                    .add("Half done")
                    .add("{}")
                    .add("[]")
                    .add("cafe")
                    .add(1)
                    .add(1)
                    .add(null)
                    .add(null)
                    .add(null)
                    .add(null)
                    .add("UTC")
                    .add(null)
                    .add("open")
                    .add("")
                    .add("")
                    .add("")
                    .add(null)
                    .add(null)
                    .endRow();
        }
        return rows.toBytes();
    }

    /** So that autovacuum, which holds the same lock, is cancelled and does not come back. */
    @Test
    void theExchangeWaitsForAVacuumWithoutStoppingReadersAndWriters() throws SQLException {
        parted("csv:a").as(transactional::transactional).then(anew.build()).block(LIMIT);
        CompletableFuture<@Nullable Void> exchanged;
        try (Connection vacuum = connection()) {
            run(vacuum, "lock table place in share update exclusive mode");
            exchanged =
                    anew.beginExchange()
                            .then(anew.swap())
                            .as(transactional::transactional)
                            .toFuture();
            awaitWaiting("relation", "ShareUpdateExclusiveLock");

            api.get("/nearby?lat=1&lon=1").expectStatus().isOk();
            run("update place set version = version");
            assertThat(exchanged).isNotDone();
        }
        exchanged.orTimeout(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS).join();
        assertThat(texts("select name from place")).containsExactly("Half done");
    }

    @Test
    void anImportLocksPlacesInTheOrderOfTheirIds() throws SQLException {
        api.imported("format=csv", bytes(HEADER + "a,Old A,cafe,1,1\nb,Old B,cafe,1,1\n"));
        assertThat(texts("select source from place order by id")).containsExactly("csv:a", "csv:b");
        CompletableFuture<JsonNode> imported;
        try (Connection other = connection()) {
            run(other, "select from place where source = 'csv:a' for update");
            imported =
                    CompletableFuture.supplyAsync(() ->
                            api.imported(
                                    "format=csv",
                                    bytes(HEADER + "b,New B,cafe,1,1\na,New A,cafe,1,1\n")));
            awaitWaiting("transactionid", "ShareLock");

            run(other, "select from place where source = 'csv:b' for update nowait");
        }
        assertThat(imported.join().path("updated").asInt()).isEqualTo(2);
    }

    private void awaitWaiting(String type, String mode) {
        Mono.defer(() ->
                        database.sql(
                                        """
                                        select count(*) from pg_locks
                                         where not granted and locktype = :type and mode = :mode
                                        """)
                                .bind("type", type)
                                .bind("mode", mode)
                                .mapValue(Long.class)
                                .one())
                .filter(waiting -> waiting > 0)
                .repeatWhenEmpty(ticks -> ticks.delayElements(Duration.ofMillis(20)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    /** A transaction that ends when it is closed. */
    private Connection connection() throws SQLException {
        Connection connection =
                DriverManager.getConnection(
                        environment.getRequiredProperty("maltan.test.jdbc-url"),
                        environment.getRequiredProperty("spring.r2dbc.username"),
                        environment.getRequiredProperty("spring.r2dbc.password"));
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void run(String sql) {
        database.sql(sql).then().block(LIMIT);
    }

    private List<String> texts(String sql) {
        return Objects.requireNonNull(
                database.sql(sql)
                        .map(row -> String.valueOf(row.get(0, String.class)))
                        .all()
                        .collectList()
                        .block(LIMIT));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

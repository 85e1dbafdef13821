package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TcpProxy;
import io.maltan.platform.testing.TestPostgres;
import io.maltan.platform.testing.TestRedis;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.function.Tuples;
import redis.embedded.RedisServer;

/** Connections to the database that fall silent in the middle of a statement. */
class LostConnectionsIntegrationTests {

    private static final String POSTS = "/api/v1/community/posts/";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final TestPostgres.Database DATABASE = TestPostgres.database("community");

    private final TcpProxy proxy = new TcpProxy(DATABASE.host(), DATABASE.port());
    private final RedisServer redis = TestRedis.ownServer();
    private Replica replica;
    private Town town;
    private UUID host;
    private UUID guest;
    private UUID meetup;

    @BeforeEach
    void start() throws IOException {
        redis.start();
        replica =
                Replica.start(
                        new TestPostgres.Database(
                                "localhost",
                                proxy.port(),
                                DATABASE.name(),
                                DATABASE.user(),
                                DATABASE.password()),
                        redis.ports().getFirst(),
                        "--maltan.community.database.limit=1s");
        town = replica.town();
        host = town.person("주최자");
        guest = town.person("손님");
        warmUp();
        meetup = town.post(host, meetupDraft());
    }

    /** The first write waits for much that is made only once, on a busy machine for long. */
    private void warmUp() {
        String nothing = POSTS + UUID.randomUUID() + "/participation";
        until(() -> replica.request(HttpMethod.PUT, nothing, host).map(status -> status == 404));
    }

    @AfterEach
    void stop() throws IOException {
        replica.stop();
        redis.stop();
        proxy.close();
    }

    private static Map<String, Object> meetupDraft() {
        Map<String, Object> draft = Town.draft("Meet");
        draft.put("category", "meetup");
        draft.put(
                "meetup",
                Map.of(
                        "startsAt",
                        Instant.now().plus(Duration.ofDays(2)).toString(),
                        "location",
                        "The bridge",
                        "capacity",
                        5));
        return draft;
    }

    @Test
    void votesAndSeatsGoOn() throws Exception {
        String post = POSTS + town.post(host, Town.draft("Vote"));
        String seat = POSTS + meetup + "/participation";
        try (Connection other = connect()) {
            execute(other, "begin; lock table post_standing in exclusive mode");
            Mono.zip(replica.vote(post, guest, 1), replica.request(HttpMethod.PUT, seat, guest))
                    .as(StepVerifier::create)
                    .then(() -> loseConnectionsThatWait(2, "%post_standing%for update%"))
                    .expectNext(Tuples.of(503, 503))
                    .expectComplete()
                    .verify(LIMIT);
        }

        until(() -> replica.vote(post, guest, 1).map(status -> status == 200));
        until(() -> replica.request(HttpMethod.PUT, seat, guest).map(status -> status == 200));
        assertThat(number("select count(*) from post_vote where voter_id = '%s'".formatted(guest)))
                .isOne();
        assertThat(number("select joined from meetup where post_id = '%s'".formatted(meetup)))
                .isOne();
    }

    @Test
    void jobsGoOn() throws Exception {
        town.put(guest, POSTS + meetup + "/participation").expectStatus().isOk();
        try (Connection other = connect()) {
            execute(
                    other,
                    "begin; lock table meetup, meetup_announcement, post_views in exclusive mode");
            town.read(guest, POSTS + meetup).expectStatus().isOk();
            loseConnectionsThatWait(
                    3,
                    "update meetup m set closed%",
                    "%from meetup_announcement%",
                    "insert into post_views%");
        }
        try (Connection other = connect()) {
            execute(
                    other,
                    "update meetup set deadline = now() - interval '1 minute' where post_id = '%s'"
                            .formatted(meetup));
            execute(
                    other,
                    "insert into meetup_announcement (id, post_id, kind) values (gen_random_uuid(), '%s', 'meetup_changed')"
                            .formatted(meetup));
        }

        untilOne("select count(*) from meetup where closed and post_id = '%s'", meetup);
        untilOne(
                "select count(*) from notification where kind = 'meetup_changed' and recipient_id = '%s'",
                guest);
        untilOne("select count(*) from post_views where post_id = '%s'", meetup);
    }

    /**
     * Nothing passes any more through the connections that there are, once statements like these
     * wait in so many of them; and PostgreSQL gives their sessions up.
     */
    private void loseConnectionsThatWait(int count, String... statements) {
        String waiting =
                """
                 from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock'
                   and query ilike any (array['%s'])
                """
                        .formatted(String.join("', '", statements));
        until(() ->
                queried("select count(distinct query)" + waiting)
                        .map(found -> found == Math.min(count, statements.length))
                        .filterWhen(
                                _ -> queried("select count(*)" + waiting).map(all -> all >= count))
                        .defaultIfEmpty(false));
        proxy.silenceConnections();
        assertThat(number("select count(pg_terminate_backend(pid))" + waiting))
                .isGreaterThanOrEqualTo(count);
    }

    private static void untilOne(String count, UUID id) {
        until(() -> queried(count.formatted(id)).map(found -> found == 1));
    }

    private static void until(Supplier<Mono<Boolean>> condition) {
        Mono.defer(condition)
                .filter(holds -> holds)
                .repeatWhenEmpty(looks -> looks.delayElements(PAUSE))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    private static long number(String query) {
        return queried(query).blockOptional(LIMIT).orElseThrow();
    }

    private static Mono<Long> queried(String query) {
        return Mono.fromCallable(() -> query(query)).subscribeOn(Schedulers.boundedElastic());
    }

    private static long query(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Past the proxy. */
    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                DATABASE.jdbcUrl(), DATABASE.user(), DATABASE.password());
    }
}

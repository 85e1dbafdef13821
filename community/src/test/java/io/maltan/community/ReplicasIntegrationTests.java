package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.maltan.platform.testing.TestPostgres;
import io.maltan.platform.testing.TestRedis;
import io.maltan.platform.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import redis.embedded.RedisServer;
import tools.jackson.databind.JsonNode;

/** Two replicas, as clients see them who talk now to one and now to the other. */
class ReplicasIntegrationTests {

    private static final String POSTS = "/api/v1/community/posts";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CROWD = 200;
    private static final int SEATS = 10;

    private static final TestPostgres.Database DATABASE = TestPostgres.database("community");
    private static final RedisServer REDIS = TestRedis.ownServer();
    private static Replica here;
    private static Replica there;

    private Town town;
    private String region;
    private UUID mina;

    @BeforeAll
    static void start() throws IOException {
        REDIS.start();
        here = newReplica();
        there = newReplica();
    }

    private static Replica newReplica() {
        return Replica.start(DATABASE, REDIS.ports().getFirst());
    }

    @AfterAll
    static void stop() throws IOException {
        there.stop();
        here.stop();
        REDIS.stop();
    }

    @BeforeEach
    void settle() {
        town = here.town();
        region = Town.newRegion();
        mina = town.person("미나");
    }

    @Test
    void twoHundredAtOnceGetTheSeatsThereAreAndWaitInOrder() {
        String meetup = POSTS + "/" + meetup();
        List<UUID> crowd = Stream.generate(UUID::randomUUID).limit(CROWD).toList();
        assertThat(onBoth(HttpMethod.PUT, crowd, meetup)).containsOnly(200);

        List<JsonNode> before = participants(there, meetup);
        assertThat(ofStatus(before, "joined")).hasSize(SEATS);
        List<String> waiting = ofStatus(before, "waiting");
        assertThat(waiting).hasSize(CROWD - SEATS);

        List<UUID> leaving =
                ofStatus(before, "joined").stream().limit(3).map(UUID::fromString).toList();
        assertThat(onBoth(HttpMethod.DELETE, leaving, meetup)).containsOnly(204);

        List<JsonNode> after = participants(here, meetup);
        assertThat(ofStatus(after, "joined"))
                .hasSize(SEATS)
                .containsAll(waiting.subList(0, leaving.size()));
        assertThat(ofStatus(after, "waiting"))
                .isEqualTo(waiting.subList(leaving.size(), waiting.size()));
        waiting.subList(0, leaving.size()).forEach(this::assertPromotedOnce);
    }

    private void assertPromotedOnce(String person) {
        assertThat(
                        town.count(
                                "select count(*) from notification where recipient_id = :id and kind = 'meetup_promoted'",
                                UUID.fromString(person)))
                .isOne();
    }

    @Test
    void whatIsWrittenThroughOneIsSeenOnTheOtherAndGoneOnWithThere() {
        String stream = POSTS + "/stream?region=" + region;
        String[] last = new String[1];
        titles(
                        here.watch(stream, null, null),
                        event -> last[0] = Objects.requireNonNull(event.id()))
                .as(StepVerifier::create)
                .expectNext("mark")
                .then(() -> there.town().post(mina, Town.draft("One", region)))
                .expectNext("One")
                .thenCancel()
                .verify(LIMIT);
        town.post(mina, Town.draft("Two", region));
        there.town().post(mina, Town.draft("Three", region));

        titles(there.watch(stream, null, last[0]), _ -> {})
                .filter(title -> !title.equals("mark"))
                .as(StepVerifier::create)
                .expectNext("Two", "Three")
                .then(() -> town.post(mina, Town.draft("Four", region)))
                .expectNext("Four")
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void everyKindOfStreamSeesTheOtherReplica() {
        UUID joon = town.person("준");
        UUID post = town.post(mina, Town.draft("Rice cakes", region));
        String thread = POSTS + "/" + post;
        names(here.watch(thread + "/stream", null, null))
                .as(StepVerifier::create)
                .expectNext("mark")
                .then(() -> there.town().comment(joon, post, "Where?"))
                .expectNext("comment_created")
                .then(() -> there.town().vote(joon, thread, 1).expectStatus().isOk())
                .expectNext("votes_changed")
                .thenCancel()
                .verify(LIMIT);
        names(here.watch("/api/v1/community/notifications/stream", TestTokens.user(mina), null))
                .as(StepVerifier::create)
                .expectNext("mark")
                .then(() -> there.town().comment(joon, post, "And when?"))
                .expectNext("notification")
                .thenCancel()
                .verify(LIMIT);
        names(
                        here.watch(
                                "/api/v1/community/moderation/queue/stream",
                                TestTokens.moderator(UUID.randomUUID()),
                                null))
                .as(StepVerifier::create)
                .expectNext("mark")
                .then(() -> report(joon, post))
                .expectNext("case_changed")
                .thenCancel()
                .verify(LIMIT);
    }

    private static void report(UUID reporter, UUID post) {
        Map<String, Object> report =
                Map.of("target", "post", "targetId", post.toString(), "reason", "spam");
        there.town().send(reporter, "/api/v1/community/reports", report).expectStatus().isCreated();
    }

    @Test
    void everyEventArrivesOnceAndInOrderAlthoughRedisIsKilledWithItsData() {
        arrivesOnceWhile(() -> {
            stopRedis();
            write("away", 20);
            startRedis();
        });
    }

    @Test
    void everyEventArrivesOnceAndInOrderAlthoughRedisIsFlushed() {
        arrivesOnceWhile(() -> {
            onRedis(redis -> redis.flushall());
            write("away", 20);
        });
    }

    @Test
    void everyEventArrivesOnceAndInOrderAlthoughRedisIsFrozen() {
        arrivesOnceWhile(() -> {
            onRedis(redis -> redis.clientPause(4_000));
            write("away", 20);
        });
    }

    /** Streams on both replicas stay open all the time. */
    private void arrivesOnceWhile(Runnable calamity) {
        List<Flux<String>> open = Stream.of(here, there).map(this::following).toList();
        open.forEach(stream -> await(stream.filter("mark"::equals).next()));
        write("before", 20);
        calamity.run();
        write("after", 20);
        List<String> expected =
                Stream.of("before", "away", "after")
                        .flatMap(when -> IntStream.range(0, 20).mapToObj(n -> when + n))
                        .toList();
        for (Flux<String> stream : open) {
            stream.filter(title -> !title.equals("mark"))
                    .take(expected.size())
                    .collectList()
                    .as(StepVerifier::create)
                    .expectNext(expected)
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    private Flux<String> following(Replica replica) {
        return titles(replica.watch(POSTS + "/stream?region=" + region, null, null), _ -> {})
                .replay()
                .autoConnect(0);
    }

    /** Through the one and the other in turn. */
    private void write(String when, int count) {
        Flux.range(0, count)
                .concatMap(number ->
                        (number % 2 == 0 ? here : there).publish(mina, when + number, region))
                .as(StepVerifier::create)
                .expectNextSequence(IntStream.range(0, count).mapToObj(_ -> 201).toList())
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void whoeverWatchesAReplicaThatIsStoppedGoesOnWithAnother() {
        Replica leaving = newReplica();
        String stream = POSTS + "/stream?region=" + region;
        Flux<ServerSentEvent<JsonNode>> seen =
                leaving.watch(stream, null, null).replay().autoConnect(0);
        await(seen.filter(event -> event.id() != null).next());
        town.post(mina, Town.draft("Before", region));
        String last =
                await(
                        seen.filter(event -> "post_created".equals(event.event()))
                                .mapNotNull(ServerSentEvent::id)
                                .next());
        leaving.stop();
        ServerSentEvent<JsonNode> end = await(seen.last());
        assertThat(end.event()).isEqualTo("end");
        assertThat(dataOf(end).path("reason").asString()).isEqualTo("server_draining");
        town.post(mina, Town.draft("Meanwhile", region));

        titles(there.watch(stream, null, last), _ -> {})
                .filter(title -> !title.equals("mark"))
                .as(StepVerifier::create)
                .expectNext("Meanwhile")
                .thenCancel()
                .verify(LIMIT);
    }

    private UUID meetup() {
        Map<String, Object> draft = Town.draft("Walk", region);
        draft.put("category", "meetup");
        draft.put(
                "meetup",
                Map.of(
                        "startsAt",
                        Instant.now().plus(Duration.ofDays(3)).toString(),
                        "location",
                        "망원역 2번 출구",
                        "capacity",
                        SEATS));
        return town.post(mina, draft);
    }

    /** Everybody at once, half of them through each replica. */
    private static List<Integer> onBoth(HttpMethod method, List<UUID> people, String meetup) {
        return await(
                Flux.range(0, people.size())
                        .flatMap(
                                number ->
                                        (number % 2 == 0 ? here : there)
                                                .request(
                                                        method,
                                                        meetup + "/participation",
                                                        people.get(number)),
                                people.size())
                        .collectList());
    }

    /** All of them, page by page. */
    private static List<JsonNode> participants(Replica replica, String meetup) {
        Town visited = replica.town();
        List<JsonNode> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = visited.json(visited.read(meetup + "/participants?limit=100" + cursor));
            page.path("items").forEach(found::add);
            cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asString() : "";
        } while (!cursor.isEmpty());
        return found;
    }

    private static List<String> ofStatus(List<JsonNode> participants, String status) {
        return participants.stream()
                .filter(participant -> participant.path("status").asString().equals(status))
                .map(participant -> participant.path("user").path("id").asString())
                .toList();
    }

    /** The titles of new posts; "mark" for what says where the stream begins. */
    private static Flux<String> titles(
            Flux<ServerSentEvent<JsonNode>> stream, Consumer<ServerSentEvent<JsonNode>> seen) {
        return stream.filter(event -> event.id() != null)
                .doOnNext(seen)
                .map(event ->
                        event.event() == null
                                ? "mark"
                                : dataOf(event).path("title").asString(event.event()));
    }

    private static Flux<String> names(Flux<ServerSentEvent<JsonNode>> stream) {
        return stream.filter(event -> event.id() != null)
                .map(event -> event.event() == null ? "mark" : event.event())
                .distinct();
    }

    private static JsonNode dataOf(ServerSentEvent<JsonNode> event) {
        return Objects.requireNonNull(event.data());
    }

    private static void onRedis(Consumer<RedisCommands<String, String>> action) {
        RedisClient client = RedisClient.create("redis://localhost:" + REDIS.ports().getFirst());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            action.accept(connection.sync());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private static void stopRedis() {
        try {
            REDIS.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void startRedis() {
        try {
            REDIS.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @CanIgnoreReturnValue
    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(LIMIT));
    }
}

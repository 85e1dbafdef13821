package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventTraces;
import io.maltan.platform.id.Ids;
import io.maltan.platform.person.PersonalData;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of somebody's things when they ask to be forgotten. */
@MaltanServiceTest(service = "community")
class ErasureIntegrationTests {

    private static final String COMMUNITY = "/api/v1/community";
    private static final String POSTS = COMMUNITY + "/posts/";

    @Autowired private List<EventHandler> handlers;
    @Autowired private List<PersonalData> features;
    @Autowired private TransactionalOperator transactional;
    @Autowired private JsonMapper json;
    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private EventTraces traces;
    @LocalServerPort private int port;

    private final UUID moderator = Ids.next();
    private final String secret = "secret" + UUID.randomUUID().toString().replace("-", "");
    private Town town;
    private UUID mina;
    private UUID joon;
    private UUID post;
    private UUID comment;
    private UUID joons;
    private UUID bare;

    @BeforeEach
    void live() {
        town = new Town(client, database);
        mina = town.person("미나" + secret);
        joon = town.person("준");
        Map<String, Object> draft = Town.draft("Title " + secret);
        draft.put("body", "Body " + secret + " #" + secret);
        post = town.post(mina, draft);
        town.patch(mina, POSTS + post, Map.of("title", "Edited " + secret)).expectStatus().isOk();
        joons = town.post(joon, Town.draft("Joon's " + UUID.randomUUID()));
        comment = town.comment(mina, joons, "Comment " + secret);
        UUID reply =
                town.reply(joon, joons, comment, "Thanks @[" + secret + "](user:" + mina + ")!");
        Map<String, Object> greeting = Town.draft("A greeting of " + UUID.randomUUID());
        greeting.put("body", "Hello @[" + secret + "](user:" + mina + ") and @미나" + secret + "!");
        UUID greeted = town.post(joon, greeting);
        town.patch(joon, POSTS + greeted, Map.of("body", "Hello all")).expectStatus().isOk();
        town.comment(joon, post, "Well said");
        bare = town.comment(joon, post, "Ask @미나" + secret + ".");
        town.post(mina, meetup());
        complain(joon, "comment", comment);
        complain(mina, "comment", bare);
        town.patch(mina, COMMUNITY + "/comments/" + comment, Map.of("body", "Later " + secret))
                .expectStatus()
                .isOk();
        town.comment(mina, joons, "Lonely " + secret);
        town.vote(mina, POSTS + joons, 1).expectStatus().isOk();
        town.vote(mina, COMMUNITY + "/comments/" + reply, -1).expectStatus().isOk();
        town.put(mina, COMMUNITY + "/follows/" + joon).expectStatus().isNoContent();
        town.put(joon, COMMUNITY + "/follows/" + mina).expectStatus().isNoContent();
        town.send(
                        mina,
                        COMMUNITY + "/reports",
                        Map.of(
                                "target",
                                "post",
                                "targetId",
                                joons.toString(),
                                "reason",
                                "spam",
                                "detail",
                                secret))
                .expectStatus()
                .isCreated();
        moderate(idOf(complain(joon, "user", mina)), Map.of("action", "suspend_author"))
                .expectStatus()
                .isOk();
        town.send(
                        mina,
                        COMMUNITY + "/moderation/" + latestDecision() + "/appeals",
                        Map.of("body", secret))
                .expectStatus()
                .isCreated();
    }

    private Map<String, Object> meetup() {
        Map<String, Object> draft = Town.draft("Tea with " + secret);
        draft.put("category", "meetup");
        draft.put(
                "meetup",
                Map.of(
                        "startsAt",
                        Instant.now().plus(Duration.ofDays(1)).toString(),
                        "location",
                        "At home of " + secret,
                        "capacity",
                        3));
        return draft;
    }

    @CanIgnoreReturnValue
    private JsonNode complain(UUID reporter, String target, UUID id) {
        return town.json(
                town.send(
                        reporter,
                        COMMUNITY + "/reports",
                        Map.of("target", target, "targetId", id.toString(), "reason", "spam")));
    }

    private WebTestClient.ResponseSpec moderate(UUID report, Map<String, Object> decision) {
        return client.post()
                .uri(COMMUNITY + "/moderation/" + report)
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(moderator)))
                .bodyValue(decision)
                .exchange();
    }

    /** Against the person who will be erased. */
    private UUID latestDecision() {
        return idOf(
                town.json(town.read(mina, COMMUNITY + "/moderation/mine")).path("items").path(0));
    }

    private static UUID idOf(JsonNode json) {
        return UUID.fromString(json.path("id").asString());
    }

    @Test
    void everythingIsHandedOut() {
        StringBuilder exported = new StringBuilder();
        Flux.fromIterable(features)
                .concatMap(feature -> feature.export(mina))
                .map(json::writeValueAsString)
                .collectList()
                .as(StepVerifier::create)
                .consumeNextWith(parts -> parts.forEach(exported::append))
                .expectComplete()
                .verify(Town.LIMIT);

        assertThat(exported.toString())
                .contains(
                        "Title " + secret,
                        "Edited " + secret,
                        "Later " + secret,
                        "At home of " + secret,
                        joon.toString(),
                        "suspend_author")
                .doesNotContain("Well said");
    }

    @Test
    void nothingIsLeftOfThePersonAndThreadsStayReadable() {
        String tag = tagOf(bare);
        erase();
        erase();

        assertThat(traces()).isEmpty();
        JsonNode tombstone = town.json(town.read(POSTS + post));
        assertThat(tombstone.path("removed").asBoolean()).isTrue();
        assertThat(tombstone.toString()).doesNotContain(secret).doesNotContain(mina.toString());
        assertThat(
                        town.json(town.read(POSTS + post + "/comments"))
                                .path("items")
                                .path(0)
                                .path("body")
                                .asString())
                .isEqualTo("Well said");
        JsonNode thread = town.json(town.read(POSTS + joons + "/comments")).path("items");
        assertThat(thread).hasSize(2);
        assertThat(thread.path(0).path("removed").asBoolean()).isTrue();
        assertThat(thread.path(1).path("body").asString()).isEqualTo("Thanks @…!");
        assertThat(thread.path(1).path("bodyHtml").asString()).doesNotContain("<span");
        JsonNode asked =
                town.json(
                        client.get()
                                .uri(COMMUNITY + "/comments/" + bare)
                                .header(HttpHeaders.IF_NONE_MATCH, tag)
                                .exchange());
        assertThat(asked.path("body").asString()).isEqualTo("Ask @….");
        JsonNode left = town.json(town.read(POSTS + joons));
        assertThat(left.path("commentCount").asInt()).isEqualTo(1);
        assertThat(left.path("votes").path("up").asInt()).isZero();
    }

    private String tagOf(UUID comment) {
        return String.valueOf(
                town.read(COMMUNITY + "/comments/" + comment)
                        .expectBody()
                        .returnResult()
                        .getResponseHeaders()
                        .getETag());
    }

    @Test
    void whoReconnectsAfterwardsHearsWhatIsGone() {
        String onBoard = POSTS + "stream";
        String onThread = POSTS + joons + "/stream";
        String last = positionOf(onBoard);
        town.delete(mina, COMMUNITY + "/comments/" + comment).expectStatus().isNoContent();

        erase();
        removeTraces();

        events(onBoard, last)
                .filter(event -> "post_removed".equals(event.event()))
                .map(event -> dataOf(event).path("id").asString())
                .filter(post.toString()::equals)
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(Town.LIMIT);
        events(onThread, last)
                .mapNotNull(ServerSentEvent::event)
                .takeUntil("votes_changed"::equals)
                .collectList()
                .as(StepVerifier::create)
                .assertNext(names ->
                        assertThat(names)
                                .contains("comment_removed", "votes_changed")
                                .doesNotContain("reset"))
                .expectComplete()
                .verify(Town.LIMIT);
        events(onThread, last)
                .filter(event -> "comment_removed".equals(event.event()))
                .filter(event -> dataOf(event).path("id").asString().equals(comment.toString()))
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    /** Where a stream stands. */
    private String positionOf(String path) {
        String[] position = new String[1];
        events(path, "")
                .mapNotNull(ServerSentEvent::id)
                .next()
                .as(StepVerifier::create)
                .consumeNextWith(id -> position[0] = id)
                .expectComplete()
                .verify(Town.LIMIT);
        return position[0];
    }

    private Flux<ServerSentEvent<JsonNode>> events(String path, String lastEventId) {
        return WebClient.create("http://localhost:" + port)
                .get()
                .uri(path)
                .headers(headers -> {
                    if (!lastEventId.isEmpty()) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {})
                .filter(event -> event.id() != null);
    }

    private static JsonNode dataOf(ServerSentEvent<JsonNode> event) {
        return Objects.requireNonNull(event.data());
    }

    /** As long as an event is not handled by everybody, it stays. */
    private void removeTraces() {
        Mono.defer(() -> traces.remove(mina))
                .filter(removed -> removed)
                .repeatWhenEmpty(times -> times.delayElements(Duration.ofMillis(100)))
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(Town.LIMIT.multipliedBy(2));
    }

    @Test
    void anAppealThatIsOpenEndsWithItsAuthor() {
        moderate(idOf(complain(joon, "post", post)), Map.of("action", "hide"))
                .expectStatus()
                .isOk();
        UUID decision = latestDecision();
        UUID appeal =
                idOf(
                        town.json(
                                town.send(
                                        mina,
                                        COMMUNITY + "/moderation/" + decision + "/appeals",
                                        Map.of("body", "Please"))));

        erase();

        assertThat(
                        town.count(
                                "select count(*) from appeal where id = :id and status = 'open'",
                                appeal))
                .isZero();
        client.post()
                .uri(COMMUNITY + "/moderation/appeals/" + appeal)
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(Ids.next())))
                .bodyValue(Map.of("decision", "accept"))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT);
        town.read(POSTS + post).expectStatus().isNotFound();
    }

    @Test
    void moderatorsHearThatThereIsNothingLeftToDecide() {
        UUID report = idOf(complain(joon, "post", post));
        String casesOf =
                "select count(*) from outbox where type = 'moderation.case_changed' and data ->> 'open' = 'false'"
                        + " and data ->> 'caseId' = (select case_id::text from report where id = :id)";
        assertThat(town.count(casesOf, report)).isZero();

        erase();

        assertThat(town.count(casesOf, report)).isOne();
    }

    @Test
    void aLateEventBringsNobodyBack() {
        erase();

        tell(
                "user.updated",
                Map.of(
                        "id",
                        mina,
                        "displayName",
                        secret,
                        "guest",
                        false,
                        "createdAt",
                        Instant.now().toString()));

        assertThat(town.count("select count(*) from member where id = :id", mina)).isZero();
    }

    /**
     * Every column of every table that can hold an id or a text, except what platform cares for.
     */
    private List<String> traces() {
        List<String> found = new ArrayList<>();
        database.sql(
                        """
                        select table_name || '.' || column_name from information_schema.columns
                         where table_schema = 'public' and (udt_name in ('uuid', 'text', '_uuid', '_text', 'json', 'jsonb'))
                           and table_name not in ('outbox', 'inbox', 'inbox_snapshot', 'erased_person', 'idempotency_key', 'flyway_schema_history')
                        """)
                .mapValue(String.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .filterWhen(this::holdsTrace)
                .collectList()
                .as(StepVerifier::create)
                .consumeNextWith(found::addAll)
                .expectComplete()
                .verify(Town.LIMIT);
        return found;
    }

    private Mono<Boolean> holdsTrace(String column) {
        String table = column.substring(0, column.indexOf('.'));
        String name = column.substring(column.indexOf('.') + 1);
        return database.sql(
                        "select exists (select 1 from %s where %s::text like '%%%s%%' or %s::text like '%%%s%%')"
                                .formatted(table, name, secret, name, mina))
                .mapValue(Boolean.class)
                .one();
    }

    private void erase() {
        tell("user.erasure_requested", Map.of("erasureId", UUID.randomUUID(), "userId", mina));
    }

    private void tell(String type, Map<String, Object> data) {
        Event event =
                new Event(
                        Ids.next(),
                        "user",
                        type,
                        mina.toString(),
                        Instant.now(),
                        null,
                        json.valueToTree(data));
        List<EventHandler> concerned =
                handlers.stream().filter(handler -> handler.types().contains(type)).toList();
        assertThat(StreamSupport.stream(concerned.spliterator(), false)).isNotEmpty();
        Flux.fromIterable(concerned)
                .concatMap(handler -> handler.handle(event))
                .then()
                .as(transactional::transactional)
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT.multipliedBy(2));
    }
}

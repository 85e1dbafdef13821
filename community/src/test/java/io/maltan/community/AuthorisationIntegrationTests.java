package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.id.Ids;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/**
 * Every route, asked by everybody, about things of somebody else's. A route that is not listed here
 * fails.
 */
@MaltanServiceTest(service = "community")
class AuthorisationIntegrationTests {

    private static final String COMMUNITY = "/api/v1/community";

    /** What an anonymous caller, a guest, a stranger and a moderator are answered. */
    private static final Map<String, List<Integer>> ANSWERS =
            Map.ofEntries(
                    route("GET /posts", 200, 200, 200, 200),
                    route("POST /posts", 401, 403, 201, 201),
                    route("GET /posts/{id}", 200, 200, 200, 200),
                    route("PATCH /posts/{id}", 401, 403, 403, 200),
                    route("DELETE /posts/{id}", 401, 403, 403, 204),
                    route("GET /posts/{id}/history", 200, 200, 200, 200),
                    route("PUT /posts/{id}/pin", 401, 403, 403, 204),
                    route("DELETE /posts/{id}/pin", 401, 403, 403, 204),
                    route("PUT /posts/{id}/vote", 401, 403, 200, 200),
                    route("PUT /posts/{id}/participation", 401, 403, 200, 200),
                    route("DELETE /posts/{id}/participation", 401, 403, 204, 204),
                    route("GET /posts/{id}/participants", 200, 200, 200, 200),
                    route("DELETE /posts/{id}/participants/{userId}", 401, 403, 403, 204),
                    route("GET /posts/{id}/calendar", 200, 200, 200, 200),
                    route("GET /posts/stream", 200, 200, 200, 200),
                    route("GET /posts/{id}/stream", 200, 200, 200, 200),
                    route("GET /posts/{postId}/comments", 200, 200, 200, 200),
                    route("POST /posts/{postId}/comments", 401, 403, 201, 201),
                    route("GET /comments/{id}", 200, 200, 200, 200),
                    route("PATCH /comments/{id}", 401, 403, 403, 200),
                    route("DELETE /comments/{id}", 401, 403, 403, 204),
                    route("PUT /comments/{id}/vote", 401, 403, 200, 200),
                    route("GET /feed", 401, 403, 200, 200),
                    route("GET /follows", 401, 403, 200, 200),
                    route("GET /followers", 401, 403, 200, 200),
                    route("GET /blocks", 401, 403, 200, 200),
                    route("GET /mutes", 401, 403, 200, 200),
                    route("PUT /follows/{userId}", 401, 403, 204, 204),
                    route("DELETE /follows/{userId}", 401, 403, 204, 204),
                    route("PUT /blocks/{userId}", 401, 403, 204, 204),
                    route("DELETE /blocks/{userId}", 401, 403, 204, 204),
                    route("PUT /mutes/{userId}", 401, 403, 204, 204),
                    route("DELETE /mutes/{userId}", 401, 403, 204, 204),
                    route("GET /notifications", 401, 403, 200, 200),
                    route("POST /notifications/read", 401, 403, 200, 200),
                    route("GET /notifications/preferences", 401, 403, 200, 200),
                    route("PUT /notifications/preferences", 401, 403, 200, 200),
                    route("GET /notifications/stream", 401, 403, 200, 200),
                    route("POST /reports", 401, 403, 201, 201),
                    route("GET /reports/{id}", 401, 403, 404, 404),
                    route("GET /moderation/queue", 401, 403, 403, 200),
                    route("GET /moderation/queue/stream", 401, 403, 403, 200),
                    route("GET /moderation/log", 401, 403, 403, 200),
                    route("GET /moderation/mine", 401, 403, 200, 200),
                    route("GET /moderation/{id}", 401, 403, 404, 200),
                    route("POST /moderation/{id}", 401, 403, 403, 409),
                    route("POST /moderation/{id}/appeals", 401, 403, 404, 404),
                    route("GET /moderation/appeals", 401, 403, 403, 200),
                    route("GET /moderation/appeals/{id}", 401, 403, 404, 200),
                    route("POST /moderation/appeals/{id}", 401, 403, 403, 200));

    private static final Map<String, Map<String, Object>> BODIES =
            Map.of(
                    "PATCH /posts/{id}", Map.of("title", "Taken over"),
                    "PATCH /comments/{id}", Map.of("body", "Taken over"),
                    "PUT /posts/{id}/vote", Map.of("value", 1),
                    "PUT /comments/{id}/vote", Map.of("value", 1),
                    "POST /moderation/{id}", Map.of("action", "dismiss"),
                    "POST /moderation/{id}/appeals", Map.of("body", "Please"),
                    "POST /moderation/appeals/{id}", Map.of("decision", "reject"));

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @LocalServerPort private int port;

    private final UUID moderator = Ids.next();
    private Town town;
    private UUID mina;
    private UUID joon;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        mina = town.person("미나");
        joon = town.person("준");
    }

    @Test
    void everyRouteIsJudged() {
        assertThat(ANSWERS.keySet()).containsExactlyInAnyOrderElementsOf(routes());
    }

    @Test
    void nobodyGetsAtWhatIsNotTheirs() {
        Things read = new Things();
        for (String route : new TreeSet<>(ANSWERS.keySet())) {
            Things things = route.startsWith("GET") ? read : new Things();
            List<Integer> answers = new ArrayList<>();
            for (String token : callers()) {
                answers.add(ask(route, things, token));
            }
            assertThat(answers).as(route).isEqualTo(ANSWERS.get(route));
        }
    }

    @Test
    void whatIsHiddenOrBlockedIsThereByNoRoute() {
        Things hidden = new Things();
        hidePost(hidden.post);
        Things blocked = new Things();
        town.put(mina, COMMUNITY + "/blocks/" + joon).expectStatus().isNoContent();
        for (String route : new TreeSet<>(ANSWERS.keySet())) {
            if (isAboutSomethingWritten(route)) {
                String stranger = TestTokens.user(joon);
                assertThat(ask(route, hidden, stranger)).as(route + " hidden").isEqualTo(404);
                assertThat(ask(route, blocked, stranger)).as(route + " blocked").isEqualTo(404);
            }
        }
    }

    /** Pinning is refused to everybody but moderators, whatever it is. */
    private static boolean isAboutSomethingWritten(String route) {
        return (route.contains(" /posts/{") || route.contains(" /comments/{"))
                && !route.endsWith("/pin");
    }

    @Test
    void nothingHiddenOrBlockedIsInAnyList() {
        String region = Town.newRegion();
        UUID shown =
                town.post(town.person("shown"), Town.draft("Shown " + UUID.randomUUID(), region));
        UUID hidden = town.post(mina, Town.draft("Hidden " + UUID.randomUUID(), region));
        UUID blocked = town.post(mina, Town.draft("Blocked " + UUID.randomUUID(), region));
        UUID reader = town.person("reader", region);
        town.put(reader, COMMUNITY + "/follows/" + mina).expectStatus().isNoContent();
        hidePost(hidden);
        for (String list :
                List.of(
                        "/posts?region=" + region,
                        "/posts?sort=hot&region=" + region,
                        "/posts?sort=top&region=" + region,
                        "/feed")) {
            assertThat(text(reader, list))
                    .contains(shown.toString(), blocked.toString())
                    .doesNotContain(hidden.toString());
        }
        town.put(mina, COMMUNITY + "/blocks/" + reader).expectStatus().isNoContent();
        for (String list :
                List.of(
                        "/posts?region=" + region,
                        "/posts?author=" + mina,
                        "/posts?region=" + region + "&q=Body",
                        "/feed")) {
            assertThat(text(reader, list))
                    .doesNotContain(blocked.toString())
                    .doesNotContain(hidden.toString());
        }
    }

    private Set<String> routes() {
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping ->
                        mapping.getPatternsCondition().getPatterns().stream()
                                .map(Object::toString)
                                .filter(pattern -> pattern.startsWith(COMMUNITY))
                                .flatMap(pattern ->
                                        mapping.getMethodsCondition().getMethods().stream()
                                                .map(method ->
                                                        method
                                                                + " "
                                                                + pattern.substring(
                                                                        COMMUNITY.length()))))
                .collect(Collectors.toSet());
    }

    private List<String> callers() {
        return List.of(
                "",
                TestTokens.guest(Ids.next()),
                TestTokens.user(town.person("stranger")),
                TestTokens.moderator(town.person("moderator")));
    }

    private int ask(String route, Things things, String token) {
        String[] parts = route.split(" ", -1);
        HttpMethod method = HttpMethod.valueOf(parts[0]);
        WebClient.RequestBodySpec request =
                WebClient.create("http://localhost:" + port)
                        .method(method)
                        .uri(COMMUNITY + things.fill(parts[1]));
        if (!token.isEmpty()) {
            request.headers(headers -> headers.setBearerAuth(token));
        }
        if (parts[1].endsWith("/stream")) {
            request.accept(MediaType.TEXT_EVENT_STREAM);
        }
        Map<String, Object> body = things.body(route);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
        }
        int[] status = new int[1];
        request.exchangeToMono(AuthorisationIntegrationTests::statusOf)
                .as(StepVerifier::create)
                .consumeNextWith(found -> status[0] = found)
                .expectComplete()
                .verify(Duration.ofSeconds(20));
        return status[0];
    }

    /** Of a stream the first bytes are enough. */
    private static Mono<Integer> statusOf(ClientResponse answer) {
        return answer.bodyToFlux(DataBuffer.class)
                .doOnNext(DataBufferUtils::release)
                .take(1)
                .then(Mono.just(answer.statusCode().value()));
    }

    private void hidePost(UUID post) {
        JsonNode report =
                town.json(
                        town.send(
                                town.person("reporter"),
                                COMMUNITY + "/reports",
                                Map.of(
                                        "target",
                                        "post",
                                        "targetId",
                                        post.toString(),
                                        "reason",
                                        "spam")));
        client.post()
                .uri(COMMUNITY + "/moderation/" + report.path("id").asString())
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(moderator)))
                .bodyValue(Map.of("action", "hide"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private String text(UUID reader, String path) {
        return town.json(town.read(reader, COMMUNITY + path)).toString();
    }

    private static Map.Entry<String, List<Integer>> route(String route, Integer... answers) {
        return Map.entry(route, List.of(answers));
    }

    /**
     * What one person has, and others ask for: a meetup, a comment, a report, a decision and an
     * appeal.
     */
    private final class Things {

        private final UUID post;
        private final UUID comment;
        private final UUID report;
        private final UUID decision;
        private final UUID appeal;

        Things() {
            Map<String, Object> draft = Town.draft("Tea " + UUID.randomUUID());
            draft.put("category", "meetup");
            draft.put(
                    "meetup",
                    Map.of(
                            "startsAt",
                            Instant.now().plus(Duration.ofDays(2)).toString(),
                            "location",
                            "Here",
                            "capacity",
                            5));
            post = town.post(mina, draft);
            comment = town.comment(mina, post, "First of all " + UUID.randomUUID());
            UUID other = town.post(mina, Town.draft("Other " + UUID.randomUUID()));
            report = id(town.send(joon, COMMUNITY + "/reports", report(other)));
            decision =
                    id(
                            client.post()
                                    .uri(COMMUNITY + "/moderation/" + report)
                                    .headers(headers ->
                                            headers.setBearerAuth(TestTokens.moderator(moderator)))
                                    .bodyValue(Map.of("action", "hide"))
                                    .exchange());
            appeal =
                    id(
                            town.send(
                                    mina,
                                    COMMUNITY + "/moderation/" + decision + "/appeals",
                                    Map.of("body", "No")));
        }

        String fill(String pattern) {
            UUID id =
                    pattern.startsWith("/posts")
                            ? post
                            : pattern.startsWith("/comments")
                                    ? comment
                                    : pattern.startsWith("/reports")
                                            ? report
                                            : pattern.startsWith("/moderation/appeals")
                                                    ? appeal
                                                    : decision;
            return pattern.replace("{id}", id.toString())
                    .replace("{postId}", post.toString())
                    .replace("{userId}", mina.toString());
        }

        @Nullable Map<String, Object> body(String route) {
            return switch (route) {
                case "POST /posts" -> Town.draft("New " + UUID.randomUUID());
                case "POST /posts/{postId}/comments" -> Map.of("body", "New " + UUID.randomUUID());
                case "POST /reports" -> report(post);
                case "PUT /notifications/preferences", "POST /notifications/read" -> Map.of();
                default -> BODIES.get(route);
            };
        }

        private static Map<String, Object> report(UUID post) {
            return Map.of("target", "post", "targetId", post.toString(), "reason", "spam");
        }

        private UUID id(WebTestClient.ResponseSpec answer) {
            return UUID.fromString(town.json(answer).path("id").asString());
        }
    }
}

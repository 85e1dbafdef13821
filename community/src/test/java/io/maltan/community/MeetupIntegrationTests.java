package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.platform.person.PersonalData;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "community")
class MeetupIntegrationTests {

    private static final String POSTS = "/api/v1/community/posts";
    private static final String MODERATION = "/api/v1/community/moderation/";
    private static final int CROWD = 200;

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private List<PersonalData> personalData;
    @Autowired private TransactionalOperator transactional;
    @LocalServerPort private int port;

    private final WebClient requests = WebClient.create();
    private Town town;
    private UUID host;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        host = town.person("주최자");
    }

    @Test
    void aMeetupIsAnnouncedWithItsPlan() {
        JsonNode post = town.json(town.read(path(meetup(3))));

        assertThat(post.path("category").asString()).isEqualTo("meetup");
        JsonNode meetup = post.path("meetup");
        assertThat(meetup.path("location").asString()).isEqualTo("망원역 2번 출구");
        assertThat(meetup.path("capacity").asInt()).isEqualTo(3);
        assertThat(meetup.path("joined").asInt()).isZero();
        assertThat(meetup.path("waiting").asInt()).isZero();
        assertThat(meetup.path("open").asBoolean()).isTrue();
        assertThat(meetup.has("mine")).isFalse();
        assertThat(meetup.has("cancelled")).isFalse();
    }

    @Test
    void plansAreChecked() {
        refused(Map.of(), "meetup.startsAt", "meetup.location", "meetup.capacity");
        refused(plan("capacity", 0), "meetup.capacity");
        refused(plan("capacity", 2_000_000_000), "meetup.capacity");
        refused(plan("startsAt", Instant.now().minusSeconds(60).toString()), "meetup.startsAt");
        refused(plan("startsAt", "+999999999-12-31T00:00:00Z"), "meetup.startsAt");
        refused(
                plan("deadline", Instant.now().plus(Duration.ofDays(9)).toString()),
                "meetup.deadline");
        refused(plan("location", "x\u0000y"), "meetup.location");
        refused(plan("location", "x".repeat(201)), "meetup.location");
        town.send(host, POSTS, draft(plan("startsAt", "soon"))).expectStatus().isBadRequest();
        town.send(host, POSTS, draft(plan("capacity", "many"))).expectStatus().isBadRequest();
        Map<String, Object> talk = draft(plan("capacity", 2));
        talk.put("category", "free");
        town.send(host, POSTS, talk).expectStatus().isBadRequest();
        town.put(host, POSTS + "/" + town.post(host, Town.draft("Talk")) + "/participation")
                .expectStatus()
                .isNotFound();
        town.put(host, POSTS + "/" + UUID.randomUUID() + "/participation")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void whoeverComesLateWaitsAndMovesUpInOrder() {
        String meetup = path(meetup(1));
        UUID first = town.person("하나");
        UUID second = town.person("둘");
        UUID third = town.person("셋");

        assertThat(join(meetup, first)).isEqualTo("joined");
        assertThat(join(meetup, second)).isEqualTo("waiting");
        assertThat(join(meetup, third)).isEqualTo("waiting");
        assertThat(join(meetup, second)).isEqualTo("waiting");
        assertThat(participants(meetup)).containsExactly("하나 joined", "둘 waiting", "셋 waiting");
        assertThat(town.json(town.read(second, meetup)).path("meetup").path("mine").asString())
                .isEqualTo("waiting");

        town.delete(first, meetup + "/participation").expectStatus().isNoContent();
        town.delete(first, meetup + "/participation").expectStatus().isNoContent();

        assertThat(participants(meetup)).containsExactly("둘 joined", "셋 waiting");
        assertThat(kindsToldTo(second)).containsExactly("meetup_promoted");
        assertThat(kindsToldTo(host)).containsExactly("meetup_joined");
        assertCounts(meetup, 1, 1);
    }

    @Test
    void twoHundredAtOnceGetNoMoreSeatsThanThereAre() {
        UUID id = meetup(10);
        String meetup = path(id);
        List<UUID> crowd = Stream.generate(UUID::randomUUID).limit(CROWD).toList();

        Flux.fromIterable(crowd)
                .flatMap(person -> request("PUT", meetup, person), CROWD)
                .as(StepVerifier::create)
                .expectNextCount(CROWD)
                .expectComplete()
                .verify(Town.LIMIT);

        assertCounts(meetup, 10, CROWD - 10);
        assertThat(rows(id, "not waiting")).isEqualTo(10);
        assertThat(rows(id, "waiting")).isEqualTo(CROWD - 10);

        Flux.fromIterable(crowd.subList(0, CROWD / 2))
                .flatMap(person -> request("DELETE", meetup, person), CROWD)
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);

        assertCounts(meetup, 10, CROWD / 2 - 10);
        assertThat(rows(id, "not waiting")).isEqualTo(10);
    }

    @Test
    void afterTheDeadlineNobodyJoins() {
        UUID id = meetup(2);
        String meetup = path(id);
        UUID early = town.person("일찍");
        assertThat(join(meetup, early)).isEqualTo("joined");
        town.patch(host, meetup, Map.of("meetup", Map.of("deadline", Instant.now().toString())))
                .expectStatus()
                .isOk();

        town.put(town.person("늦게"), meetup + "/participation")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("meetup_closed");
        assertThat(join(meetup, early)).isEqualTo("joined");
        assertThat(town.json(town.read(meetup)).path("meetup").path("open").asBoolean()).isFalse();
        town.delete(early, meetup + "/participation").expectStatus().isNoContent();
        assertCounts(meetup, 0, 0);
    }

    @Test
    void theHostMakesRoomShowsOutAndCancels() {
        String meetup = path(meetup(1));
        UUID joon = town.person("준");
        UUID sora = town.person("소라");
        join(meetup, joon);
        join(meetup, sora);

        town.patch(joon, meetup, capacity(2)).expectStatus().isForbidden();
        town.patch(host, meetup, capacity(2)).expectStatus().isOk();
        assertThat(participants(meetup)).containsExactly("준 joined", "소라 joined");
        town.patch(host, meetup, capacity(1))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("capacity_taken");

        town.delete(sora, meetup + "/participants/" + joon).expectStatus().isForbidden();
        town.delete(host, meetup + "/participants/" + joon).expectStatus().isNoContent();
        assertThat(participants(meetup)).containsExactly("소라 joined");
        town.put(joon, meetup + "/participation")
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("meetup_refused");
        assertThat(kindsToldTo(joon)).contains("meetup_removed");

        town.patch(host, meetup, Map.of("meetup", Map.of("cancelled", true))).expectStatus().isOk();
        town.put(town.person("미나"), meetup + "/participation")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("meetup_cancelled");
        eventuallyTold(sora, "meetup_cancelled");
        town.patch(host, meetup, Map.of("meetup", Map.of("cancelled", false)))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void whoeverIsInHearsOfAnotherTimeAndOfTheEnd() {
        String meetup = path(meetup(5));
        UUID joon = town.person("준");
        join(meetup, joon);

        town.patch(host, meetup, Map.of("meetup", Map.of("location", "합정역"))).expectStatus().isOk();
        eventuallyTold(joon, "meetup_changed");
        town.delete(host, meetup).expectStatus().isNoContent();
        eventuallyTold(joon, "meetup_cancelled");
        town.put(joon, meetup + "/participation").expectStatus().isNotFound();
    }

    @Test
    void whomAModeratorShowsOutIsOnTheLog() {
        String meetup = path(meetup(5));
        UUID joon = town.person("준");
        UUID sora = town.person("소라");
        join(meetup, joon);
        join(meetup, sora);

        town.delete(host, meetup + "/participants/" + sora).expectStatus().isNoContent();
        client.delete()
                .uri(meetup + "/participants/" + joon)
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(UUID.randomUUID())))
                .exchange()
                .expectStatus()
                .isNoContent();

        String logged =
                "select count(*) from moderation_log where target_id = :id and action = 'exclude'";
        assertThat(town.count(logged, joon)).isOne();
        assertThat(town.count(logged, sora)).isZero();
    }

    @Test
    void whoeverIsInHearsOfOtherSeats() {
        String meetup = path(meetup(5));
        UUID joon = town.person("준");
        join(meetup, joon);

        town.patch(host, meetup, capacity(9)).expectStatus().isOk();

        eventuallyTold(joon, "meetup_changed");
    }

    @Test
    void seatsThatBecameFreeAfterTheStartAreGivenWhenItIsPutOff() {
        UUID id = meetup(1);
        String meetup = path(id);
        UUID joon = town.person("준");
        UUID sora = town.person("소라");
        join(meetup, joon);
        join(meetup, sora);
        run(
                "update meetup set starts_at = now() - interval '1 minute', deadline = now() - interval '1 minute' where post_id = :id",
                id);
        town.delete(joon, meetup + "/participation").expectStatus().isNoContent();
        assertThat(participants(meetup)).containsExactly("소라 waiting");

        Map<String, String> later =
                Map.of("startsAt", Instant.now().plus(Duration.ofDays(1)).toString());
        town.patch(host, meetup, Map.of("meetup", later)).expectStatus().isOk();

        assertThat(participants(meetup)).containsExactly("소라 joined");
        assertThat(kindsToldTo(sora)).contains("meetup_promoted");
    }

    @Test
    void aRemovedMeetupGivesNoSeatsUntilItIsBack() {
        String meetup = path(meetup(1));
        UUID joon = town.person("준");
        UUID sora = town.person("소라");
        join(meetup, joon);
        join(meetup, sora);
        UUID moderator = UUID.randomUUID();
        JsonNode report =
                town.json(
                        town.send(
                                joon,
                                "/api/v1/community/reports",
                                Map.of(
                                        "target",
                                        "post",
                                        "targetId",
                                        meetup.substring(POSTS.length() + 1),
                                        "reason",
                                        "spam")));
        moderate(moderator, report, "", Map.of("action", "remove", "note", ""));
        eventuallyTold(sora, "meetup_cancelled");

        erase(joon);
        assertThat(kindsToldTo(sora)).containsOnly("meetup_cancelled");

        JsonNode mine = town.json(town.read(host, MODERATION + "mine")).path("items").path(0);
        JsonNode appeal =
                town.json(
                        town.send(
                                host,
                                MODERATION + mine.path("id").asString() + "/appeals",
                                Map.of("body", "Why?")));
        moderate(UUID.randomUUID(), appeal, "appeals/", Map.of("decision", "accept"));

        eventuallyTold(sora, "meetup_changed");
        assertThat(participants(meetup)).containsExactly("소라 joined");
        assertThat(kindsToldTo(sora)).contains("meetup_promoted");
    }

    private void moderate(UUID moderator, JsonNode what, String path, Map<String, String> body) {
        client.post()
                .uri(MODERATION + path + what.path("id").asString())
                .headers(headers -> headers.setBearerAuth(TestTokens.moderator(moderator)))
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void erase(UUID person) {
        PersonalData participations =
                personalData.stream()
                        .filter(data -> data.section().equals("participations"))
                        .findFirst()
                        .orElseThrow();
        transactional
                .transactional(participations.erase(person))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    @Test
    void onlyWhoeverIsInIsBarred() {
        String meetup = path(meetup(5));
        UUID joon = town.person("준");
        join(meetup, host);

        town.delete(host, meetup + "/participants/" + joon).expectStatus().isNoContent();
        town.delete(host, meetup + "/participants/" + host).expectStatus().isNoContent();

        assertThat(participants(meetup)).isEmpty();
        assertThat(join(meetup, joon)).isEqualTo("joined");
        assertThat(join(meetup, host)).isEqualTo("joined");
    }

    private void run(String sql, UUID id) {
        database.sql(sql)
                .bind("id", id)
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    @Test
    void blockedPeopleFindNoMeetup() {
        String meetup = path(meetup(5));
        UUID joon = town.person("준");
        town.put(host, "/api/v1/community/blocks/" + joon).expectStatus().isNoContent();

        town.put(joon, meetup + "/participation").expectStatus().isNotFound();
        town.read(joon, meetup + "/participants").expectStatus().isNotFound();
        town.read(joon, meetup + "/calendar").expectStatus().isNotFound();
        assertThat(participants(meetup)).isEmpty();
    }

    @Test
    void whoeverDoesNotSeeAMeetupCanLeaveItAndLearnsNothingElse() {
        UUID id = meetup(1);
        String meetup = path(id);
        UUID joon = town.person("준");
        UUID sora = town.person("소라");
        UUID mina = town.person("미나");
        UUID stranger = town.person("낯선");
        join(meetup, joon);
        join(meetup, sora);
        join(meetup, mina);
        town.put(host, "/api/v1/community/blocks/" + joon).expectStatus().isNoContent();
        town.put(host, "/api/v1/community/blocks/" + stranger).expectStatus().isNoContent();

        town.delete(stranger, meetup + "/participation").expectStatus().isNotFound();
        town.delete(joon, meetup + "/participation").expectStatus().isNoContent();
        town.delete(joon, meetup + "/participation").expectStatus().isNotFound();
        assertThat(participants(meetup)).containsExactly("소라 joined", "미나 waiting");

        run("update post set hidden_at = now() where id = :id", id);
        town.delete(sora, meetup + "/participation").expectStatus().isNoContent();
        town.delete(sora, meetup + "/participation").expectStatus().isNotFound();
        town.put(sora, meetup + "/participation").expectStatus().isNotFound();
        assertThat(rows(id, "true")).isOne();
    }

    @Test
    void ofARemovedMeetupNobodyLearnsWhoCame() {
        String meetup = path(meetup(2));
        UUID joon = town.person("준");
        join(meetup, joon);
        town.comment(joon, UUID.fromString(meetup.substring(POSTS.length() + 1)), "I come");
        town.delete(host, meetup).expectStatus().isNoContent();

        town.read(meetup + "/participants")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("meetup_not_found");
        town.delete(joon, meetup + "/participation").expectStatus().isNoContent();
    }

    @Test
    void whoeverIsInHearsWhichMeetupIsGone() {
        UUID id = meetup(2);
        UUID joon = town.person("준");
        join(path(id), joon);
        town.delete(host, path(id)).expectStatus().isNoContent();
        eventuallyTold(joon, "meetup_cancelled");

        JsonNode about =
                town.json(town.read(joon, "/api/v1/community/notifications"))
                        .path("items")
                        .path(0)
                        .path("post");
        assertThat(about.path("id").asString()).isEqualTo(id.toString());
        assertThat(about.path("title").asString()).isEmpty();
    }

    @Test
    void linesOfACalendarFileAreShortAndLettersWhole() {
        String title = "제목 " + "😀".repeat(60);
        Map<String, Object> draft = draft(plan("location", "서울 " + "한강공원 ".repeat(20)));
        draft.put("title", title);
        draft.put("body", "가나다 😀 ".repeat(100));

        String file =
                client.get()
                        .uri(path(town.post(host, draft)) + "/calendar")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();

        assertThat(Objects.requireNonNull(file).split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8))
                                .hasSizeLessThanOrEqualTo(75));
        assertThat(file.replace("\r\n ", "")).contains("SUMMARY:" + title + "\r\n");
    }

    @Test
    void aMeetupIsACalendarFile() {
        Map<String, Object> draft = draft(plan("location", "Café, 2F; \\ room"));
        draft.put("title", "차, 그리고 \"책\"; 이야기");
        draft.put("body", "line 1\nEND:VEVENT\r\nline 3\rEND:VEVENT\rBEGIN:VEVENT");
        String meetup = path(town.post(host, draft));

        String file =
                client.get()
                        .uri(meetup + "/calendar")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .contentType("text/calendar;charset=UTF-8")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();

        assertThat(file).startsWith("BEGIN:VCALENDAR\r\n").endsWith("END:VCALENDAR\r\n");
        String unfolded = Objects.requireNonNull(file).replace("\r\n ", "");
        assertThat(unfolded)
                .contains("SUMMARY:차\\, 그리고 \"책\"\\; 이야기\r\n")
                .contains("LOCATION:Café\\, 2F\\; \\\\ room\r\n")
                .contains(
                        "DESCRIPTION:line 1\\nEND:VEVENT\\nline 3\\nEND:VEVENT\\nBEGIN:VEVENT\r\n")
                .contains("STATUS:CONFIRMED\r\n")
                .containsPattern("DTSTART:\\d{8}T\\d{6}Z\r\n");
        assertThat(unfolded.split("\r\nEND:VEVENT\r\n", -1)).hasSize(2);
    }

    private Map<String, Object> plan(String member, Object value) {
        Map<String, Object> plan = new HashMap<>();
        plan.put("startsAt", Instant.now().plus(Duration.ofDays(2)).toString());
        plan.put("location", "망원역 2번 출구");
        plan.put("capacity", 5);
        plan.put("deadline", Instant.now().plus(Duration.ofDays(1)).toString());
        plan.put(member, value);
        return plan;
    }

    private static Map<String, Object> draft(Map<String, Object> plan) {
        Map<String, Object> draft = Town.draft("Meet");
        draft.put("category", "meetup");
        draft.put("meetup", plan);
        return draft;
    }

    private UUID meetup(int capacity) {
        return town.post(host, draft(plan("capacity", capacity)));
    }

    private static Map<String, Object> capacity(int seats) {
        return Map.of("meetup", Map.of("capacity", seats));
    }

    private static String path(UUID post) {
        return POSTS + "/" + post;
    }

    private void refused(Map<String, Object> plan, String... fields) {
        JsonNode problem =
                town.send(host, POSTS, draft(plan))
                        .expectStatus()
                        .isBadRequest()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody();
        assertThat(Objects.requireNonNull(problem).path("errors"))
                .extracting(error -> error.path("field").asString())
                .contains(fields);
    }

    @CanIgnoreReturnValue
    private String join(String meetup, UUID person) {
        return town.json(town.put(person, meetup + "/participation")).path("status").asString();
    }

    private List<String> participants(String meetup) {
        JsonNode items = town.json(town.read(meetup + "/participants?limit=100")).path("items");
        return IntStream.range(0, items.size())
                .mapToObj(items::get)
                .map(item ->
                        item.path("user").path("displayName").asString()
                                + " "
                                + item.path("status").asString())
                .toList();
    }

    private void assertCounts(String meetup, int joined, int waiting) {
        JsonNode view = town.json(town.read(meetup)).path("meetup");
        assertThat(view.path("joined").asInt()).isEqualTo(joined);
        assertThat(view.path("waiting").asInt()).isEqualTo(waiting);
    }

    private long rows(UUID meetup, String condition) {
        return town.count(
                "select count(*) from participation where post_id = :id and " + condition, meetup);
    }

    private List<String> kindsToldTo(UUID person) {
        return database.sql(
                        "select kind from notification where recipient_id = :id order by created_at")
                .bind("id", person)
                .mapValue(String.class)
                .all()
                .collectList()
                .blockOptional(Town.LIMIT)
                .orElseThrow();
    }

    private void eventuallyTold(UUID person, String kind) {
        database.sql("select id from notification where recipient_id = :id and kind = :kind")
                .bind("id", person)
                .bind("kind", kind)
                .mapValue(UUID.class)
                .first()
                .repeatWhenEmpty(looks -> looks.delayElements(Duration.ofMillis(100)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    private Mono<Integer> request(String method, String meetup, UUID person) {
        return requests.method(HttpMethod.valueOf(method))
                .uri("http://localhost:" + port + meetup + "/participation")
                .headers(Town.as(person))
                .retrieve()
                .toBodilessEntity()
                .map(answer -> answer.getStatusCode().value());
    }
}

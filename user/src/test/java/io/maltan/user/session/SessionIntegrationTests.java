package io.maltan.user.session;

import static io.maltan.user.Town.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.security.Role;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.user.Town;
import io.maltan.user.Town.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "user")
class SessionIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired WebTestClient client;
    @Autowired DatabaseClient database;
    @Autowired SessionCleanup cleanup;

    private Town town;

    @BeforeEach
    void meetPeople() {
        town = new Town(client);
    }

    @Test
    void endsTheSessionOfWhoeverShowsASpentTokenLater() {
        Person minji = town.aNewcomer();
        town.get("/api/v1/users/me", minji.accessToken()).expectStatus().isOk();
        JsonNode next = bodyOf(town.refresh(minji.refreshToken()).expectStatus().isOk());
        town.get("/api/v1/users/me", next.get("accessToken").asString()).expectStatus().isOk();

        letSecondsPass(minji, 11);
        JsonNode problem =
                bodyOf(town.refresh(minji.refreshToken()).expectStatus().isUnauthorized());

        assertThat(problem.get("code").asString()).isEqualTo("invalid_refresh_token");
        town.refresh(next.get("refreshToken").asString()).expectStatus().isUnauthorized();
        assertThat(revokedSessions()).contains(sessionOf(minji));
    }

    @Test
    void servesAClientOnceMoreWhoseAnswerGotLost() {
        Person minji = town.aNewcomer();
        JsonNode lost = bodyOf(town.refresh(minji.refreshToken()).expectStatus().isOk());
        letSecondsPass(minji, 8);

        JsonNode repeated = bodyOf(town.refresh(minji.refreshToken()).expectStatus().isOk());

        assertThat(repeated.get("refreshToken")).isEqualTo(lost.get("refreshToken"));
        assertThat(repeated.get("accessToken")).isNotEqualTo(lost.get("accessToken"));
        town.get("/api/v1/users/me", repeated.get("accessToken").asString()).expectStatus().isOk();
        town.refresh(repeated.get("refreshToken").asString()).expectStatus().isOk();
    }

    @Test
    void aRefreshWhoseAnswerArrivedIsNotRepeated() {
        Person minji = town.aNewcomer();
        JsonNode second = bodyOf(town.refresh(minji.refreshToken()).expectStatus().isOk());
        JsonNode third =
                bodyOf(town.refresh(second.get("refreshToken").asString()).expectStatus().isOk());

        town.refresh(minji.refreshToken()).expectStatus().isUnauthorized();

        town.refresh(third.get("refreshToken").asString()).expectStatus().isUnauthorized();
        assertThat(revokedSessions()).contains(sessionOf(minji));
    }

    @Test
    void anEndedSessionIsNotRepeatedEither() {
        Person minji = town.aNewcomer();
        JsonNode next = bodyOf(town.refresh(minji.refreshToken()).expectStatus().isOk());
        town.post(
                        "/api/v1/auth/logout",
                        Map.of("refreshToken", next.get("refreshToken").asString()))
                .expectStatus()
                .isNoContent();

        town.refresh(minji.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void twentyRefreshesAtOnceAreOneRefreshAndItsRepetitions() {
        Person minji = town.aNewcomer();

        List<JsonNode> answers =
                IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(i ->
                                bodyOf(town.refresh(minji.refreshToken()).expectStatus().isOk()))
                        .toList();

        assertThat(answers)
                .extracting(answer -> answer.get("refreshToken"))
                .containsOnly(answers.getFirst().get("refreshToken"));
        town.refresh(answers.getFirst().get("refreshToken").asString()).expectStatus().isOk();
    }

    @Test
    void apiKeysTokensEndNoSessionsAndChangeNoPassword() {
        Person minji = town.aNewcomer();
        String token = town.tokenOfKey(town.newKey(minji, "read", "write"));

        client.delete()
                .uri("/api/v1/auth/sessions/" + sessionOf(minji))
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("session_required");
        client.put()
                .uri("/api/v1/users/me/password")
                .headers(headers -> headers.setBearerAuth(token))
                .bodyValue(
                        Map.of("currentPassword", Town.PASSWORD, "newPassword", "new-picnic-place"))
                .exchange()
                .expectStatus()
                .isForbidden();
        town.refresh(minji.refreshToken()).expectStatus().isOk();
    }

    @Test
    void tokensSpentLongerAgoThanOneLivesAreForgottenAndLaterOnesStillEndTheirSession() {
        Person minji = town.aNewcomer();
        town.refresh(minji.refreshToken()).expectStatus().isOk();
        letSecondsPass(minji, (int) Duration.ofDays(30).plusMinutes(1).toSeconds());
        Person robbed = town.aNewcomer();
        JsonNode next = bodyOf(town.refresh(robbed.refreshToken()).expectStatus().isOk());
        letSecondsPass(robbed, (int) Duration.ofDays(30).minusMinutes(5).toSeconds());

        cleanup.clean().block(LIMIT);

        assertThat(tokensOf(minji)).isEqualTo(1);
        assertThat(tokensOf(robbed)).isEqualTo(2);
        town.refresh(robbed.refreshToken()).expectStatus().isUnauthorized();
        town.refresh(next.get("refreshToken").asString()).expectStatus().isUnauthorized();
    }

    @Test
    void manyTokensAreForgottenInOneGo() {
        Person minji = town.aNewcomer();
        database.sql(
                        """
                        insert into refresh_token (hash, session_id, issued_at, spent_at)
                        select sha256(:sid::text::bytea || i::text::bytea),
                            (select id from session where sid = :sid),
                            now() - interval '31 days', now() - interval '31 days'
                        from generate_series(1, 3500) as i
                        """)
                .bind("sid", UUID.fromString(sessionOf(minji)))
                .then()
                .block(LIMIT);

        cleanup.clean().block(LIMIT);

        assertThat(tokensOf(minji)).isEqualTo(1);
    }

    @Test
    void noRefreshLetsASessionLiveForMoreThanAYear() {
        Person minji = town.aNewcomer();
        database.sql(
                        """
                        update session set created_at = now() - interval '364 days'
                        where sid = :sid
                        """)
                .bind("sid", UUID.fromString(sessionOf(minji)))
                .then()
                .block(LIMIT);

        town.refresh(minji.refreshToken()).expectStatus().isOk();

        assertThat(lifeOf(minji)).isEqualTo("365 days");
    }

    private String lifeOf(Person person) {
        return Objects.requireNonNull(
                database.sql(
                                """
                                select (expires_at - created_at)::text as life from session where sid = :sid
                                """)
                        .bind("sid", UUID.fromString(sessionOf(person)))
                        .map(row -> Objects.requireNonNull(row.get("life", String.class)))
                        .one()
                        .block(LIMIT));
    }

    private long tokensOf(Person person) {
        return Objects.requireNonNull(
                database.sql(
                                """
                                select count(*) as tokens
                                from refresh_token join session on session.id = session_id
                                where sid = :sid
                                """)
                        .bind("sid", UUID.fromString(sessionOf(person)))
                        .map(row -> Objects.requireNonNull(row.get("tokens", Long.class)))
                        .one()
                        .block(LIMIT));
    }

    /** As if the last refresh of a session were so much longer ago. */
    private void letSecondsPass(Person person, int seconds) {
        database.sql(
                        """
                        update refresh_token set spent_at = spent_at - make_interval(secs => :seconds)
                        where spent_at is not null
                            and session_id = (select id from session where sid = :sid)
                        """)
                .bind("seconds", (double) seconds)
                .bind("sid", UUID.fromString(sessionOf(person)))
                .then()
                .block(LIMIT);
    }

    @Test
    void logoutEndsTheSessionAndTellsTheGateway() {
        Person minji = town.aNewcomer();

        town.post("/api/v1/auth/logout", Map.of("refreshToken", minji.refreshToken()))
                .expectStatus()
                .isNoContent();

        town.refresh(minji.refreshToken()).expectStatus().isUnauthorized();
        assertThat(revokedSessions()).contains(sessionOf(minji));
        town.post("/api/v1/auth/logout", Map.of("refreshToken", "unknown"))
                .expectStatus()
                .isNoContent();
    }

    @Test
    void anAccessTokenIsNoRefreshTokenNorTheOtherWayRound() {
        Person minji = town.aNewcomer();

        town.refresh(minji.accessToken()).expectStatus().isUnauthorized();
        town.get("/api/v1/users/me", minji.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void listsAndEndsOwnSessionsAlone() {
        Person minji = town.aNewcomer();
        Person elsewhere = town.person(minji.id(), minji.email(), Town.PASSWORD);
        Person stranger = town.aNewcomer();
        String path = "/api/v1/auth/sessions/" + sessionOf(elsewhere);

        JsonNode sessions =
                bodyOf(
                        town.get("/api/v1/auth/sessions", minji.accessToken())
                                .expectStatus()
                                .isOk());
        assertThat(sessions.get("items").findValuesAsString("id"))
                .containsExactly(sessionOf(elsewhere), sessionOf(minji));
        assertThat(sessions.get("items").get(1).get("current").asBoolean()).isTrue();

        delete(path, stranger).expectStatus().isNotFound();
        delete(path, minji).expectStatus().isNoContent();
        delete(path, minji).expectStatus().isNotFound();
        town.refresh(elsewhere.refreshToken()).expectStatus().isUnauthorized();
        town.refresh(minji.refreshToken()).expectStatus().isOk();
    }

    @Test
    void pagesThroughSessions() {
        Person minji = town.aNewcomer();
        town.logIn(minji.email(), Town.PASSWORD).expectStatus().isOk();
        town.logIn(minji.email(), Town.PASSWORD).expectStatus().isOk();

        JsonNode first = bodyOf(town.get("/api/v1/auth/sessions?limit=2", minji.accessToken()));
        JsonNode second =
                bodyOf(
                        town.get(
                                "/api/v1/auth/sessions?limit=2&cursor="
                                        + first.get("nextCursor").asString(),
                                minji.accessToken()));

        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.has("nextCursor")).isFalse();
    }

    @Test
    void aPasswordChangeEndsTheOtherSessions() {
        Person minji = town.aNewcomer();
        Person elsewhere = town.person(minji.id(), minji.email(), Town.PASSWORD);

        changePassword(minji, "wrong-password", "new-picnic-place")
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("wrong_password");
        changePassword(minji, Town.PASSWORD, "12345678").expectStatus().isBadRequest();
        changePassword(minji, Town.PASSWORD, "new-picnic-place").expectStatus().isNoContent();

        town.refresh(elsewhere.refreshToken()).expectStatus().isUnauthorized();
        town.refresh(minji.refreshToken()).expectStatus().isOk();
        town.logIn(minji.email(), Town.PASSWORD).expectStatus().isUnauthorized();
        town.logIn(minji.email(), "new-picnic-place").expectStatus().isOk();
        assertThat(revokedSessions())
                .contains(sessionOf(elsewhere))
                .doesNotContain(sessionOf(minji));
    }

    @Test
    void revokedSessionsAreForServicesAlone() {
        client.get().uri("/internal/revoked-sessions").exchange().expectStatus().isNotFound();
    }

    @Test
    void tokensSayWhoAndInWhichSession() {
        Person minji = town.aNewcomer();

        JsonNode claims = claimsOf(minji);

        assertThat(claims.get("sub").asString()).isEqualTo(minji.id());
        assertThat(claims.get("roles").get(0).asString()).isEqualTo(Role.USER.claim());
        assertThat(claims.get("scope").asString()).isEqualTo("read write");
        assertThat(claims.propertyNames())
                .contains("sid", "scope", "iss", "aud", "exp", "iat", "jti");
        assertThat(UUID.fromString(claims.get("jti").asString()).version()).isEqualTo(7);
    }

    private WebTestClient.ResponseSpec changePassword(Person person, String from, String to) {
        return client.put()
                .uri("/api/v1/users/me/password")
                .headers(headers -> headers.setBearerAuth(person.accessToken()))
                .bodyValue(Map.of("currentPassword", from, "newPassword", to))
                .exchange();
    }

    private WebTestClient.ResponseSpec delete(String path, Person person) {
        return client.delete()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(person.accessToken()))
                .exchange();
    }

    private List<String> revokedSessions() {
        return town.revokedSessions();
    }

    private static String sessionOf(Person person) {
        return person.session();
    }

    private static JsonNode claimsOf(Person person) {
        return Town.claimsOf(person.accessToken());
    }
}

package io.maltan.user.admission;

import static io.maltan.user.Town.bodyOf;
import static io.maltan.user.sql.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.user.Town;
import io.maltan.user.Town.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "user")
class AdmissionIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Autowired WebTestClient client;
    @Autowired DatabaseClient database;
    @Autowired MeterRegistry meters;

    private Town town;

    @BeforeEach
    void meetPeople() {
        town = new Town(client);
    }

    @Test
    void registersAndTellsTheOtherServices() {
        String email = Town.anAddress();

        JsonNode account =
                bodyOf(
                        town.post(
                                        "/api/v1/users",
                                        Map.of(
                                                "email",
                                                " " + email.toUpperCase(java.util.Locale.ROOT),
                                                "password",
                                                Town.PASSWORD,
                                                "displayName",
                                                "민지",
                                                "preferredRegions",
                                                List.of("11110"),
                                                "preferredCategories",
                                                List.of("cafe")))
                                .expectStatus()
                                .isCreated()
                                .expectHeader()
                                .valueMatches("Location", "/api/v1/users/[0-9a-f-]{36}")
                                .expectHeader()
                                .valueEquals("ETag", "\"1\""));

        assertThat(account.get("email").asString()).isEqualTo(email);
        assertThat(account.get("language").asString()).isEqualTo("en");
        assertThat(account.has("password")).isFalse();
        JsonNode event = lastEventOf(account.get("id").asString(), "user.registered");
        assertThat(event.get("displayName").asString()).isEqualTo("민지");
        assertThat(event.get("guest").asBoolean()).isFalse();
        assertThat(event.get("preferredCategories").get(0).asString()).isEqualTo("cafe");
    }

    @Test
    void rejectsATakenEmailWhateverItsCase() {
        String email = Town.anAddress();
        town.register(email).expectStatus().isCreated();

        JsonNode problem =
                bodyOf(
                        town.register(email.toUpperCase(java.util.Locale.ROOT))
                                .expectStatus()
                                .isEqualTo(409));

        assertThat(problem.get("code").asString()).isEqualTo("email_taken");
    }

    @Test
    void ofFiftyIdenticalRegistrationsAtOnceOneIsMade() {
        String email = Town.anAddress();

        List<Integer> statuses =
                Flux.range(0, 50)
                        .flatMap(
                                i ->
                                        Mono.fromCallable(() -> statusOfRegistering(email))
                                                .subscribeOn(Schedulers.boundedElastic()),
                                50)
                        .collectList()
                        .block(LIMIT);

        assertThat(statuses).hasSize(50).isSubsetOf(201, 409, 503);
        assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
        database.sql("select count(*) as n from account where email = :email")
                .bind("email", email)
                .map(row -> required(row, "n", Long.class))
                .one()
                .as(StepVerifier::create)
                .expectNext(1L)
                .expectComplete()
                .verify(LIMIT);
    }

    private int statusOfRegistering(String email) {
        return town.register(email).returnResult(Void.class).getStatus().value();
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        JsonNode problem =
                bodyOf(
                        town.post("/api/v1/users", Map.of("email", "minji", "password", "password"))
                                .expectStatus()
                                .isBadRequest());

        assertThat(problem.get("code").asString()).isEqualTo("validation_failed");
        assertThat(problem.get("errors").findValuesAsString("field"))
                .containsExactly("email", "password", "displayName");
    }

    @Test
    void speaksKorean() {
        client.post()
                .uri("/api/v1/users")
                .header("Accept-Language", "ko-KR,ko;q=0.9,en;q=0.5")
                .bodyValue(Map.of("email", "minji", "password", "password1", "displayName", "민지"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("올바르지 않은 값이 있습니다")
                .jsonPath("$.errors[0].message")
                .isEqualTo("이메일 주소가 아닙니다")
                .jsonPath("$.errors[1].message")
                .isEqualTo("가장 먼저 추측되는 비밀번호입니다");
    }

    @Test
    void answersAnUnknownAddressAsAWrongPassword() {
        Person minji = town.aNewcomer();

        JsonNode wrong =
                bodyOf(town.logIn(minji.email(), "not-my-password").expectStatus().isEqualTo(401));
        JsonNode unknown =
                bodyOf(
                        town.logIn(Town.anAddress(), "not-my-password")
                                .expectStatus()
                                .isEqualTo(401));

        assertThat(wrong.get("code").asString()).isEqualTo("invalid_credentials");
        for (String member : List.of("type", "title", "status", "detail", "code", "instance")) {
            assertThat(unknown.get(member)).isEqualTo(wrong.get(member));
        }
    }

    @Test
    void anUnknownAddressCostsTheSameAsAWrongPassword() {
        Person minji = town.aNewcomer();

        long before = hashes();
        town.logIn(minji.email(), "not-my-password").expectStatus().isUnauthorized();
        assertThat(hashes() - before).isEqualTo(1);
        town.logIn(Town.anAddress(), "not-my-password").expectStatus().isUnauthorized();
        assertThat(hashes() - before).isEqualTo(2);
        town.logIn("no address at all", "not-my-password").expectStatus().isUnauthorized();
        assertThat(hashes() - before).isEqualTo(3);
        town.logIn(minji.email(), Town.PASSWORD).expectStatus().isOk();
        assertThat(hashes() - before).isEqualTo(4);
    }

    private long hashes() {
        return meters.get("maltan.password.hashing").timer().count();
    }

    @Test
    void renewsAHashThatWasCheaperOnce() {
        Person minji = town.aNewcomer();
        String cheap = new Argon2PasswordEncoder(16, 32, 1, 1_024, 1).encode(Town.PASSWORD);
        setHash(minji, cheap);

        town.logIn(minji.email(), "not-my-password").expectStatus().isUnauthorized();
        assertThat(hashOf(minji)).isEqualTo(cheap);
        town.logIn(minji.email(), Town.PASSWORD).expectStatus().isOk();

        assertThat(hashOf(minji)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        town.logIn(minji.email(), Town.PASSWORD).expectStatus().isOk();
    }

    private void setHash(Person person, String hash) {
        database.sql("update account set password_hash = :hash where id = :id")
                .bind("hash", hash)
                .bind("id", java.util.UUID.fromString(person.id()))
                .then()
                .block(LIMIT);
    }

    private String hashOf(Person person) {
        return java.util.Objects.requireNonNull(
                database.sql("select password_hash from account where id = :id")
                        .bind("id", java.util.UUID.fromString(person.id()))
                        .map(row -> required(row, "password_hash", String.class))
                        .one()
                        .block(LIMIT));
    }

    @Test
    void ofManyLoginsAtOnceEachIsServedOrSentAwayForAMoment() {
        Person minji = town.aNewcomer();

        List<Integer> statuses =
                Flux.range(0, 20)
                        .flatMap(
                                i ->
                                        Mono.fromCallable(() ->
                                                        town.logIn(minji.email(), Town.PASSWORD)
                                                                .returnResult(Void.class)
                                                                .getStatus()
                                                                .value())
                                                .subscribeOn(Schedulers.boundedElastic()),
                                60)
                        .collectList()
                        .block(LIMIT);

        assertThat(statuses).hasSize(20).isSubsetOf(200, 503).contains(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "xx-unknown-language", "mul;q=0.1", "zz_ZZ,@@"})
    void anyLanguageOfARequestWillDo(String language) {
        client.post()
                .uri("/api/v1/users")
                .header("Accept-Language", language)
                .bodyValue(
                        Map.of(
                                "email",
                                Town.anAddress(),
                                "password",
                                Town.PASSWORD,
                                "displayName",
                                "Minji"))
                .exchange()
                .expectStatus()
                .isCreated();
        client.post()
                .uri("/api/v1/auth/guest")
                .header("Accept-Language", language)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void nobodyGivesThemselvesRightsOrAnId() {
        String email = Town.anAddress();
        JsonNode account =
                bodyOf(
                        town.post(
                                        "/api/v1/users",
                                        Map.of(
                                                "email",
                                                email,
                                                "password",
                                                Town.PASSWORD,
                                                "displayName",
                                                "Minji",
                                                "id",
                                                "00000000-0000-7000-8000-000000000000",
                                                "roles",
                                                List.of("admin"),
                                                "disabled",
                                                true,
                                                "guest",
                                                true,
                                                "version",
                                                99))
                                .expectStatus()
                                .isCreated()
                                .expectHeader()
                                .valueEquals("ETag", "\"1\""));

        assertThat(account.get("id").asString()).doesNotStartWith("00000000");
        assertThat(account.get("roles").toString()).isEqualTo("[\"user\"]");
        town.logIn(email, Town.PASSWORD).expectStatus().isOk();
    }

    @Test
    void throttlesAnAccountAfterTenFailuresEvenForTheRightPassword() {
        Person minji = town.aNewcomer();
        for (int i = 0; i < 10; i++) {
            town.logIn(minji.email(), "guess-number-" + i).expectStatus().isUnauthorized();
        }

        town.logIn(minji.email(), Town.PASSWORD)
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueMatches("Retry-After", "(8[0-9][0-9]|90[01])")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("too_many_attempts");
    }

    @Test
    void forgivesFailuresAfterTheRightPassword() {
        Person minji = town.aNewcomer();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 6; i++) {
                town.logIn(minji.email(), "guess-number-" + i).expectStatus().isUnauthorized();
            }
            town.logIn(minji.email(), Town.PASSWORD).expectStatus().isOk();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"email\":\"a@b.org\"}", "{\"email\":7,\"password\":[]}"})
    void refusesALoginThatIsNone(String body) {
        client.post()
                .uri("/api/v1/auth/login")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void tokensMayNotBeKeptOnTheWay() {
        Person minji = town.aNewcomer();

        JsonNode tokens =
                bodyOf(
                        town.logIn(minji.email(), Town.PASSWORD)
                                .expectStatus()
                                .isOk()
                                .expectHeader()
                                .valueEquals("Cache-Control", "no-store"));

        assertThat(tokens.get("tokenType").asString()).isEqualTo("Bearer");
        assertThat(tokens.get("expiresIn").asInt()).isEqualTo(900);
    }

    @Test
    void aGuestIsNoAccount() {
        String guest = town.guestTokens().get("accessToken").asString();

        JsonNode problem = bodyOf(town.get("/api/v1/users/me", guest).expectStatus().isForbidden());

        assertThat(problem.get("code").asString()).isEqualTo("account_required");
    }

    @Test
    void aGuestBecomesPartOfTheAccountThatItRegisters() {
        JsonNode guest = town.guestTokens();

        JsonNode account =
                bodyOf(
                        town.post(
                                        "/api/v1/users",
                                        Map.of(
                                                "email",
                                                Town.anAddress(),
                                                "password",
                                                Town.PASSWORD,
                                                "displayName",
                                                "Minji",
                                                "guestToken",
                                                guest.get("accessToken").asString()))
                                .expectStatus()
                                .isCreated());

        String id = account.get("id").asString();
        JsonNode event = lastEventOf(id, "user.merged");
        assertThat(event.get("userId").asString()).isEqualTo(id);
        assertThat(event.get("guestId").asString()).hasSize(36);
        town.refresh(guest.get("refreshToken").asString()).expectStatus().isUnauthorized();
    }

    @Test
    void aGuestMergesOnceAtLoginByEitherToken() {
        Person minji = town.aNewcomer();
        JsonNode guest = town.guestTokens();

        logInAs(minji, guest.get("refreshToken").asString()).expectStatus().isOk();
        logInAs(minji, guest.get("accessToken").asString()).expectStatus().isOk();
        Person other = town.aNewcomer();
        JsonNode problem =
                bodyOf(
                        logInAs(other, guest.get("accessToken").asString())
                                .expectStatus()
                                .isBadRequest());

        assertThat(problem.get("errors").findValuesAsString("field")).containsExactly("guestToken");
        assertThat(eventsOf(minji.id(), "user.merged")).hasSize(1);
    }

    @Test
    void anAccountsTokenIsNoGuests() {
        Person minji = town.aNewcomer();
        Person other = town.aNewcomer();

        logInAs(minji, other.accessToken()).expectStatus().isBadRequest();
        logInAs(minji, other.refreshToken()).expectStatus().isBadRequest();
        logInAs(minji, "not.a.token").expectStatus().isBadRequest();
    }

    private WebTestClient.ResponseSpec logInAs(Person person, String guestToken) {
        return town.post(
                "/api/v1/auth/login",
                Map.of(
                        "email",
                        person.email(),
                        "password",
                        Town.PASSWORD,
                        "guestToken",
                        guestToken));
    }

    private JsonNode lastEventOf(String subject, String type) {
        return eventsOf(subject, type).getLast();
    }

    private List<JsonNode> eventsOf(String subject, String type) {
        List<JsonNode> events =
                database.sql(
                                """
                                select data from outbox where subject = :subject and type = :type
                                order by sequence
                                """)
                        .bind("subject", subject)
                        .bind("type", type)
                        .map(row -> required(row, "data", String.class))
                        .all()
                        .map(new tools.jackson.databind.json.JsonMapper()::readTree)
                        .collectList()
                        .block(LIMIT);
        return java.util.Objects.requireNonNull(events);
    }
}

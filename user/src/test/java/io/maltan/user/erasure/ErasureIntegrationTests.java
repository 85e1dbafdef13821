package io.maltan.user.erasure;

import static io.maltan.user.Town.bodyOf;
import static io.maltan.user.sql.Columns.required;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.events.EventStreams;
import io.maltan.platform.id.Ids;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.user.Town;
import io.maltan.user.Town.Person;
import io.maltan.user.erasure.ErasureEvents.Erased;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "user")
class ErasureIntegrationTests {

    private static final String ME = "/api/v1/users/me";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> SERVICES =
            List.of("user", "place", "recommendation", "community");

    @Autowired WebTestClient client;
    @Autowired DatabaseClient database;
    @Autowired ReactiveStringRedisTemplate redis;
    @Autowired ErasureSaga saga;
    @Autowired StaleGuests staleGuests;

    private Town town;
    private Person minji;

    @BeforeEach
    void meetPeople() {
        town = new Town(client);
        minji = town.aNewcomer();
    }

    @Test
    void anAccountIsGoneAtOnce() {
        String key = town.newKey(minji, "read").get("key").asString();
        String keyToken = bodyOf(town.exchange(key)).get("accessToken").asString();

        JsonNode accepted =
                bodyOf(
                        town.deleteAs(minji, ME)
                                .expectStatus()
                                .isAccepted()
                                .expectHeader()
                                .valueMatches("Location", "/api/v1/users/erasures/[0-9a-f-]{36}"));

        assertThat(accepted.get("erasureId").asString()).hasSize(36);
        town.logIn(minji.email(), Town.PASSWORD).expectStatus().isUnauthorized();
        town.refresh(minji.refreshToken()).expectStatus().isUnauthorized();
        town.get(ME, minji.accessToken()).expectStatus().isUnauthorized();
        town.exchange(key).expectStatus().isUnauthorized();
        client.get().uri("/api/v1/users/" + minji.id()).exchange().expectStatus().isNotFound();
        assertThat(town.revokedSessions())
                .contains(minji.session(), Town.claimsOf(keyToken).get("sid").asString());
        town.register(minji.email()).expectStatus().isCreated();
    }

    @Test
    void ofTwentyRequestsAtOnceOneIsCarriedOut() {
        List<Integer> statuses =
                IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(i ->
                                town.deleteAs(minji, ME)
                                        .returnResult(Void.class)
                                        .getStatus()
                                        .value())
                        .toList();

        assertThat(statuses).isSubsetOf(202, 401, 403);
        assertThat(Collections.frequency(statuses, 202)).isEqualTo(1);
    }

    @Test
    void isCompleteWhenAllServicesHaveAnswered() {
        UUID erasure = erase(minji);
        await(() -> serviceOf(erasure, "user").equals("completed"));
        JsonNode before = status(erasure);
        assertThat(before.get("status").asString()).isEqualTo("pending");
        assertThat(before.get("services").get("place").asString()).isEqualTo("pending");

        publish(EventStreams.PLACE, erasure, minji.id(), "place");
        publish(EventStreams.COMMUNITY, erasure, minji.id(), "community");
        await(() -> serviceOf(erasure, "place").equals("completed"));
        assertThat(status(erasure).get("status").asString()).isEqualTo("pending");
        publish(EventStreams.FEEDBACK, erasure, minji.id(), "recommendation");

        await(() -> status(erasure).get("status").asString().equals("completed"));
        for (String service : SERVICES) {
            assertThat(serviceOf(erasure, service)).isEqualTo("completed");
        }
    }

    @Test
    void leavesNothingOfThePerson() {
        client.post()
                .uri("/api/v1/users")
                .header("Idempotency-Key", "registration-" + minji.id())
                .bodyValue(
                        Map.of(
                                "email",
                                "twin." + minji.email(),
                                "password",
                                Town.PASSWORD,
                                "displayName",
                                "Twin of " + minji.id()))
                .exchange()
                .expectStatus()
                .isCreated();
        Person twin = twin();
        String key = town.newKey(twin, "read").get("key").asString();
        town.exchange(key).expectStatus().isOk();
        town.logIn(twin.email(), "not-my-password").expectStatus().isUnauthorized();

        UUID erasure = erase(twin);
        for (String service : SERVICES) {
            answer(erasure, twin.id(), service);
        }

        for (String trace : List.of(twin.id(), twin.email(), "Twin of " + minji.id())) {
            await(() -> tablesWith(trace).isEmpty());
            await(() -> streamsWith(trace).isEmpty());
        }
        assertThat(status(erasure).get("status").asString()).isEqualTo("completed");
    }

    private Person twin() {
        JsonNode tokens = town.tokensOf("twin." + minji.email(), Town.PASSWORD);
        String id = Town.claimsOf(tokens.get("accessToken").asString()).get("sub").asString();
        return new Person(id, "twin." + minji.email(), tokens);
    }

    @Test
    void answersThatComeTogetherOrTwiceCompleteItOnce() {
        UUID erasure = erase(minji);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.addAll(SERVICES);
        }

        Flux.fromIterable(answers)
                .flatMap(
                        service ->
                                saga.answered(erased(erasure, minji.id(), service))
                                        .subscribeOn(Schedulers.parallel()),
                        answers.size())
                .then()
                .block(LIMIT);

        Instant completed = completedAt(erasure);
        answer(erasure, minji.id(), "place");
        assertThat(completedAt(erasure)).isEqualTo(completed);
        assertThat(subjectsOf(erasure)).isZero();
    }

    @Test
    void answersOfStrangersDoNotCount() {
        UUID erasure = erase(minji);
        answer(erasure, minji.id(), "gateway");
        answer(erasure, Ids.next().toString(), "place");
        answer(Ids.next(), minji.id(), "place");

        assertThat(serviceOf(erasure, "place")).isEqualTo("pending");
    }

    @Test
    void asksAgainUntilItIsAnswered() {
        UUID erasure = erase(minji);
        answer(erasure, minji.id(), "place");
        makeDue(erasure);

        saga.repeatRequests().block(LIMIT);
        assertThat(requestsFor(erasure)).isEqualTo(2);
        saga.repeatRequests().block(LIMIT);
        assertThat(requestsFor(erasure)).isEqualTo(2);

        for (String service : SERVICES) {
            answer(erasure, minji.id(), service);
        }
        makeDue(erasure);
        saga.repeatRequests().block(LIMIT);
        assertThat(requestsFor(erasure)).isZero();
        assertThat(status(erasure).get("status").asString()).isEqualTo("completed");
    }

    @Test
    void ofReplicasThatAskAgainTogetherOneDoes() {
        UUID erasure = erase(minji);
        makeDue(erasure);

        Flux.range(0, 6)
                .flatMap(i -> saga.repeatRequests().subscribeOn(Schedulers.parallel()), 6)
                .then()
                .block(LIMIT);

        assertThat(requestsFor(erasure)).isEqualTo(2);
    }

    @Test
    void takesTheGuestsAlongThatBecamePartOfTheAccount() {
        JsonNode tokens = town.guestTokens();
        String guest = Town.claimsOf(tokens.get("accessToken").asString()).get("sub").asString();
        town.post(
                        "/api/v1/auth/login",
                        Map.of(
                                "email",
                                minji.email(),
                                "password",
                                Town.PASSWORD,
                                "guestToken",
                                tokens.get("accessToken").asString()))
                .expectStatus()
                .isOk();

        UUID erasure = erase(minji);

        assertThat(subjectsOf(erasure)).isEqualTo(2);
        for (String service : SERVICES) {
            answer(erasure, minji.id(), service);
        }
        assertThat(serviceOf(erasure, "place")).isEqualTo("pending");
        for (String service : SERVICES) {
            answer(erasure, guest, service);
        }
        assertThat(status(erasure).get("status").asString()).isEqualTo("completed");
    }

    @Test
    void guestsMayGoToo() {
        JsonNode tokens = town.guestTokens();
        String token = tokens.get("accessToken").asString();

        client.delete()
                .uri(ME)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isAccepted();

        town.refresh(tokens.get("refreshToken").asString()).expectStatus().isUnauthorized();
    }

    @Test
    void guestsWhoWillNotComeBackAreErasedAndOthersAreNot() {
        String gone = guestWhoCame("40 days", "1 day ago");
        String here = guestWhoCame("40 days", "tomorrow");
        String young = guestWhoCame("5 days", "1 day ago");

        staleGuests.end().block(LIMIT);

        assertThat(accountsWith(gone)).isZero();
        assertThat(accountsWith(here)).isOne();
        assertThat(accountsWith(young)).isOne();
    }

    private String guestWhoCame(String ago, String sessionEnds) {
        String token = town.guestTokens().get("accessToken").asString();
        String id = Town.claimsOf(token).get("sub").asString();
        database.sql(
                        """
                        update account set created_at = now() - cast(:ago as interval)
                        where id = :id
                        """)
                .bind("ago", ago)
                .bind("id", UUID.fromString(id))
                .then()
                .block(LIMIT);
        database.sql(
                        "update session set expires_at = now() + cast(:in as interval) where account_id = :id")
                .bind("in", sessionEnds.equals("tomorrow") ? "1 day" : "-1 day")
                .bind("id", UUID.fromString(id))
                .then()
                .block(LIMIT);
        return id;
    }

    @Test
    void theLastAdministratorStays() {
        Person administrator = town.theAdministrator();

        town.deleteAs(administrator, ME)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("last_administrator");
        town.get(ME, administrator.accessToken()).expectStatus().isOk();
    }

    @Test
    void needsALoginAndTheVersionThatWasRead() {
        client.delete().uri(ME).exchange().expectStatus().isUnauthorized();
        client.delete()
                .uri(ME)
                .headers(headers ->
                        headers.setBearerAuth(town.tokenOfKey(town.newKey(minji, "read", "write"))))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("session_required");
        client.delete()
                .uri(ME)
                .headers(headers -> headers.setBearerAuth(minji.accessToken()))
                .header("If-Match", "\"7\"")
                .exchange()
                .expectStatus()
                .isEqualTo(412);
        town.get(ME, minji.accessToken()).expectStatus().isOk();
    }

    @Test
    void isFoundByItsIdAlone() {
        client.get()
                .uri("/api/v1/users/erasures/" + Ids.next())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("erasure_not_found");
        client.get().uri("/api/v1/users/erasures/mine").exchange().expectStatus().isBadRequest();
    }

    private UUID erase(Person person) {
        JsonNode accepted = bodyOf(town.deleteAs(person, ME).expectStatus().isAccepted());
        return UUID.fromString(accepted.get("erasureId").asString());
    }

    private JsonNode status(UUID erasure) {
        return bodyOf(
                client.get()
                        .uri("/api/v1/users/erasures/" + erasure)
                        .exchange()
                        .expectStatus()
                        .isOk());
    }

    private String serviceOf(UUID erasure, String service) {
        return status(erasure).get("services").get(service).asString();
    }

    private void answer(UUID erasure, String person, String service) {
        saga.answered(erased(erasure, person, service)).block(LIMIT);
    }

    private static Erased erased(UUID erasure, String person, String service) {
        return new Erased(erasure, UUID.fromString(person), service);
    }

    /** As the relay of another service publishes its answer. */
    private void publish(String stream, UUID erasure, String person, String service) {
        Map<String, String> event =
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        Ids.next().toString(),
                        "source",
                        service,
                        "type",
                        "user.erased",
                        "subject",
                        person,
                        "time",
                        Instant.now().toString(),
                        "datacontenttype",
                        "application/json",
                        "data",
                        """
                        {"erasureId": "%s", "userId": "%s", "service": "%s"}
                        """
                                .formatted(erasure, person, service));
        redis.opsForStream().add(stream, event).block(LIMIT);
    }

    private void makeDue(UUID erasure) {
        database.sql(
                        """
                        update erasure_subject set next_request_at = now() - interval '1 second'
                        where erasure_id = :id
                        """)
                .bind("id", erasure)
                .then()
                .block(LIMIT);
    }

    private long requestsFor(UUID erasure) {
        return number(
                """
                select coalesce(max(requests), 0)::bigint as n
                from erasure_subject where erasure_id = :id
                """,
                erasure);
    }

    private long subjectsOf(UUID erasure) {
        return number("select count(*) as n from erasure_subject where erasure_id = :id", erasure);
    }

    private long accountsWith(String id) {
        return number("select count(*) as n from account where id = :id", UUID.fromString(id));
    }

    private long number(String query, UUID id) {
        return requireNonNull(
                database.sql(query)
                        .bind("id", id)
                        .map(row -> required(row, "n", Long.class))
                        .one()
                        .block(LIMIT));
    }

    private Instant completedAt(UUID erasure) {
        return requireNonNull(
                database.sql("select completed_at from erasure where id = :id")
                        .bind("id", erasure)
                        .map(row -> required(row, "completed_at", Instant.class))
                        .one()
                        .block(LIMIT));
    }

    /**
     * All tables, but for the ids in tombstones and in what services tell each other of erasures.
     */
    private List<String> tablesWith(String trace) {
        List<String> tables =
                requireNonNull(
                        database.sql(
                                        """
                                        select table_name from information_schema.tables
                                        where table_schema = 'public' and table_type = 'BASE TABLE'
                                            and table_name <> 'erased_person'
                                        """)
                                .map(row -> required(row, "table_name", String.class))
                                .all()
                                .collectList()
                                .block(LIMIT));
        return requireNonNull(
                Flux.fromIterable(tables)
                        .filterWhen(table ->
                                database.sql(
                                                """
                                                select exists (
                                                    select from %s as t
                                                    where t::text like :trace
                                                        and t::text not like '%%,user.eras%%'
                                                ) as found
                                                """
                                                        .formatted(table))
                                        .bind("trace", "%" + trace + "%")
                                        .map(row -> required(row, "found", Boolean.class))
                                        .one())
                        .collectList()
                        .block(LIMIT));
    }

    private List<String> streamsWith(String trace) {
        return requireNonNull(
                redis.keys("*")
                        .filterWhen(key -> contentOf(key).map(content -> content.contains(trace)))
                        .collectList()
                        .block(LIMIT));
    }

    private Mono<String> contentOf(String key) {
        return redis.type(key)
                .flatMap(type ->
                        switch (type) {
                            case STREAM ->
                                    redis.opsForStream()
                                            .range(
                                                    key,
                                                    org.springframework.data.domain.Range
                                                            .unbounded())
                                            .map(entry -> entry.getValue().toString())
                                            .filter(entry -> !entry.contains("=user.eras"))
                                            .collectList()
                                            .map(Object::toString);
                            case STRING -> redis.opsForValue().get(key);
                            default -> Mono.just(key);
                        })
                .defaultIfEmpty("");
    }

    private static void await(BooleanSupplier condition) {
        Mono.fromCallable(condition::getAsBoolean)
                .subscribeOn(Schedulers.boundedElastic())
                .filter(met -> met)
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(100)))
                .block(LIMIT);
    }
}

package io.maltan.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "sample")
@TestPropertySource(
        properties = {"spring.application.name=sample", "maltan.events.stream=events:sample"})
class ServiceConventionsIntegrationTests {

    private static final UUID SOMEONE = UUID.randomUUID();

    private final WebTestClient client;
    private final DatabaseClient database;

    @LocalServerPort private int port;

    ServiceConventionsIntegrationTests(
            @Autowired WebTestClient client, @Autowired DatabaseClient database) {
        this.client = client;
        this.database = database;
    }

    @ParameterizedTest
    @CsvSource({
        "/things/7,                  404, not_found",
        "/no/such/route,             404, not_found",
        "/spot?lat=91&lon=0,         400, validation_failed",
        "/spot?lon=0,                400, validation_failed",
        "/spot?lat=NaN&lon=0,        400, validation_failed",
        "/spot?lat=Infinity&lon=0,   400, validation_failed",
        "/spot?lat=abc&lon=0,        400, validation_failed",
        "/things?limit=0,            400, validation_failed",
        "/things?limit=101,          400, validation_failed",
        "/things?limit=x,            400, validation_failed",
        "/things?cursor=!,         400, invalid_cursor",
        "/things?cursor=YWJj,        400, invalid_cursor",
        "'/by-id/ ',                  400, validation_failed",
        "'/things/\u2028',           400, bad_request",
        "/broken,                    500, internal",
        "/away,                      503, unavailable",
        "/full,                      503, unavailable",
        "/gave-way,                  503, unavailable",
        "/internal/secret,           404, not_found",
    })
    void answersWhatIsWrongAsAProblem(String path, int status, String code) {
        client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.traceId")
                .value(String.class, id -> assertThat(id).matches("[0-9a-f]{32}"))
                .jsonPath("$.title")
                .isNotEmpty()
                .consumeWith(body ->
                        assertThat(bodyOf(body))
                                .doesNotContain("secrets", "10.0.0.7", "Exception"));
    }

    @Test
    void namesTheFieldThatIsWrong() {
        client.get()
                .uri("/spot?lat=91&lon=0")
                .exchange()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("lat")
                .jsonPath("$.errors[0].message")
                .isEqualTo("must be at most 90");
    }

    @Test
    void speaksKorean() {
        client.get()
                .uri("/spot?lat=91&lon=0")
                .header("Accept-Language", "ko-KR,ko;q=0.9,en;q=0.5")
                .exchange()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("올바르지 않은 값이 있습니다")
                .jsonPath("$.errors[0].message")
                .isEqualTo("90 이하여야 합니다");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                               | invalid_body      |",
                "[]                              | invalid_body      |",
                "{\"name\": \"\", \"size\": 1}    | validation_failed | name",
                "{\"name\": \"x\", \"size\": \"1\"} | validation_failed | size",
                "{\"name\": 7, \"size\": 1} | validation_failed | name",
                "{\"name\": {\"a\": 1}, \"size\": 1} | validation_failed | name",
            })
    void refusesBadBodies(String body, String code, @Nullable String field) {
        WebTestClient.BodyContentSpec problem =
                make(body, null)
                        .expectStatus()
                        .isBadRequest()
                        .expectBody()
                        .jsonPath("$.code")
                        .isEqualTo(code);
        if (field != null) {
            problem.jsonPath("$.errors[0].field").isEqualTo(field);
        }
    }

    @Test
    void refusesABodyOverAMebibyte() {
        make("{\"name\": \"" + "x".repeat(1 << 20) + "\", \"size\": 1}", null)
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("body_too_large");
    }

    @Test
    void refusesDeeplyNestedJson() {
        make("[".repeat(5_000), null)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_body");
    }

    @Test
    void refusesAMediaTypeThatIsNone() {
        client.post()
                .uri("/things")
                .headers(headers -> headers.setBearerAuth(TestTokens.user(SOMEONE)))
                .header("Idempotency-Key", "nonsense")
                .header("Content-Type", "application/json; charset=nonsense")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unsupported_media_type");
    }

    @Test
    void asksForATokenToWrite() {
        client.post()
                .uri("/things")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueMatches("WWW-Authenticate", "Bearer.*")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unauthenticated");
    }

    @Test
    void admitsByRole() {
        assertThat(statusOf("/guests", TestTokens.guest(SOMEONE))).isEqualTo(200);
        assertThat(statusOf("/admin", TestTokens.admin(SOMEONE))).isEqualTo(200);
        assertThat(statusOf("/admin", TestTokens.user(SOMEONE))).isEqualTo(403);
        assertThat(statusOf("/admin", TestTokens.guest(SOMEONE))).isEqualTo(403);
    }

    @Test
    void refusesTokensThatAreNotAccessTokensOfOurs() {
        List<String> tokens =
                List.of(
                        TestTokens.forged(SOMEONE),
                        TestTokens.ofOtherType(SOMEONE),
                        TestTokens.expiringAt(SOMEONE, Instant.now().minusSeconds(60)),
                        TestTokens.custom(
                                SOMEONE, claims -> claims.issuer("https://elsewhere.invalid")),
                        TestTokens.custom(SOMEONE, claims -> claims.audience("another")),
                        TestTokens.custom(SOMEONE, claims -> claims.expirationTime(null)),
                        TestTokens.custom(SOMEONE, claims -> claims.claim("sid", null)),
                        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
                        "nonsense");
        for (String token : tokens) {
            client.get()
                    .uri("/me")
                    .headers(headers -> headers.setBearerAuth(token))
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("invalid_token");
        }
    }

    @Test
    void describesItself() {
        client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/things'].get.parameters[?(@.name == 'cursor')]")
                .isNotEmpty()
                .jsonPath("$.paths['/me'].get.parameters")
                .doesNotExist();
    }

    @Test
    void pagesWithoutRepetition() {
        Set<Integer> seen = new HashSet<>();
        String cursor = "";
        for (int page = 0; page < 3; page++) {
            JsonNode body = pageAfter(cursor);
            body.get("items").forEach(item -> assertThat(seen.add(item.intValue())).isTrue());
            cursor = body.path("nextCursor").asString("");
        }
        assertThat(seen).hasSize(45);
        assertThat(cursor).isEmpty();
    }

    @Test
    void mergesPatchesAndValidatesTheResult() {
        assertThat(patch("{\"size\": 4}").getStatus().value()).isEqualTo(200);
        assertThat(patch("{\"name\": null}").getStatus().value()).isEqualTo(400);
        assertThat(patch("{\"size\": \"big\"}").getStatus().value()).isEqualTo(400);
        assertThat(patch("{\"name\": 7}").getStatus().value()).isEqualTo(400);
        assertThat(patch("[1]").getStatus().value()).isEqualTo(400);
    }

    @Test
    void repeatsTheFirstAnswerForTheSameKey() {
        String key = UUID.randomUUID().toString();
        byte[] first =
                make("{\"name\": \"a\", \"size\": 1}", key)
                        .expectStatus()
                        .isCreated()
                        .expectHeader()
                        .doesNotExist("Idempotency-Replayed")
                        .expectBody()
                        .returnResult()
                        .getResponseBody();
        byte[] again =
                make("{\"name\": \"a\", \"size\": 1}", key)
                        .expectStatus()
                        .isCreated()
                        .expectHeader()
                        .valueEquals("Idempotency-Replayed", "true")
                        .expectBody()
                        .returnResult()
                        .getResponseBody();
        assertThat(again).isEqualTo(first);
        make("{\"name\": \"b\", \"size\": 1}", key)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void whoRepeatsAWriteThatTookTooLongFindsItsAnswer() {
        String key = UUID.randomUUID().toString();
        makeSlowly(key).expectStatus().isEqualTo(504);
        makeSlowly(key).expectStatus().isEqualTo(409);

        SampleService.SLOW_WORK.tryEmitEmpty();
        await().untilAsserted(() ->
                makeSlowly(key)
                        .expectStatus()
                        .isCreated()
                        .expectHeader()
                        .valueEquals("Idempotency-Replayed", "true"));
    }

    private WebTestClient.ResponseSpec makeSlowly(String key) {
        return client.post()
                .uri("/slow-things")
                .headers(headers -> headers.setBearerAuth(TestTokens.user(SOMEONE)))
                .header("Idempotency-Key", key)
                .exchange();
    }

    @Test
    void carriesOutIdenticalWritesOnce() {
        String key = UUID.randomUUID().toString();
        Set<String> answers =
                Flux.range(0, 50)
                        .flatMap(
                                attempt ->
                                        Mono.fromCallable(() ->
                                                        make("{\"name\": \"c\", \"size\": 1}", key)
                                                                .expectBody(String.class)
                                                                .returnResult())
                                                .subscribeOn(Schedulers.boundedElastic()),
                                50)
                        .filter(result -> result.getStatus().is2xxSuccessful())
                        .mapNotNull(EntityExchangeResult::getResponseBody)
                        .collect(Collectors.toSet())
                        .block(Duration.ofSeconds(20));
        assertThat(answers).hasSize(1);
    }

    @Test
    void anUploadIsRepeatedByItsKeyWhateverItsBoundary() {
        String key = UUID.randomUUID().toString();
        String first = upload(key, "one").expectBody(String.class).returnResult().getResponseBody();

        upload(key, "another")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true")
                .expectBody(String.class)
                .isEqualTo(first);
    }

    @Test
    void whoLeavesInTheMiddleOfAnUploadMayRepeatIt() throws IOException {
        String key = UUID.randomUUID().toString();
        String head =
                """
                POST /photos HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Idempotency-Key: %s
                Content-Type: multipart/form-data; boundary=one
                Content-Length: 100000

                %s\
                """
                        .formatted(TestTokens.user(SOMEONE), key, partOf("one"))
                        .replace("\n", "\r\n");
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            await().until(() -> isClaimed(key));
            upload(key, "one").expectStatus().isEqualTo(409);
        }

        await().untilAsserted(() ->
                upload(key, "one")
                        .expectStatus()
                        .isCreated()
                        .expectHeader()
                        .doesNotExist("Idempotency-Replayed"));
    }

    private boolean isClaimed(String key) {
        return Boolean.TRUE.equals(
                database.sql("select exists (select from idempotency_key where key = :key)")
                        .bind("key", key)
                        .mapValue(Boolean.class)
                        .one()
                        .block(Duration.ofSeconds(5)));
    }

    private WebTestClient.ResponseSpec upload(String key, String boundary) {
        return client.post()
                .uri("/photos")
                .headers(headers -> headers.setBearerAuth(TestTokens.user(SOMEONE)))
                .header("Idempotency-Key", key)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .bodyValue(
                        (partOf(boundary) + "\n--" + boundary + "--\n")
                                .replace("\n", "\r\n")
                                .getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private static String partOf(String boundary) {
        return """
        --%s
        Content-Disposition: form-data; name="photo"; filename="p.jpg"

        a photo\
        """
                .formatted(boundary);
    }

    @Test
    void aFailedWriteLeavesItsKeyFree() {
        String key = UUID.randomUUID().toString();
        make("{\"name\": \"\", \"size\": 1}", key).expectStatus().isBadRequest();
        make("{\"name\": \"d\", \"size\": 1}", key).expectStatus().isCreated();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "test-internal-secret"})
    void internalPathsNeedTheSecret(String secret) {
        client.get()
                .uri("/internal/secret")
                .header("X-Maltan-Internal", secret)
                .exchange()
                .expectStatus()
                .isEqualTo(secret.equals("wrong") ? 404 : 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%69nternal/secret",
                "/interna%6C/secret",
                "/%69%6e%74%65%72%6e%61%6c/%73%65%63%72%65%74",
                "/internal/%73ecret",
                "/Internal/secret",
                "/%49nternal/secret",
                "//internal/secret",
                "/./internal/secret",
                "/things/../internal/secret",
                "/internal%2fsecret",
                "/%2finternal/secret",
                "/%2569nternal/secret",
                "/internal;a=b/secret",
                "/internal/secret/",
            })
    void internalPathsNeedTheSecretHoweverTheyAreWritten(String path) {
        client.get()
                .uri(base -> URI.create(base.build() + path))
                .exchange()
                .expectStatus()
                .is4xxClientError();
    }

    @Test
    void internalPathsMayBeWrittenOtherwiseByWhoKnowsTheSecret() {
        client.get()
                .uri(base -> URI.create(base.build() + "/%69nternal/secret"))
                .header("X-Maltan-Internal", "test-internal-secret")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec make(String body, @Nullable String key) {
        return client.post()
                .uri("/things")
                .headers(headers -> headers.setBearerAuth(TestTokens.user(SOMEONE)))
                .headers(headers -> {
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    @Test
    void saysInKoreanWhatIsWrongWithAPatch() {
        client.patch()
                .uri("/things/1")
                .headers(headers -> headers.setBearerAuth(TestTokens.user(SOMEONE)))
                .header("Accept-Language", "ko")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"name\": \"much too long a name\"}")
                .exchange()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("name")
                .jsonPath("$.errors[0].message")
                .isEqualTo("길이가 0에서 10 사이여야 합니다");
    }

    private EntityExchangeResult<String> patch(String body) {
        return client.patch()
                .uri("/things/1")
                .headers(headers -> headers.setBearerAuth(TestTokens.user(SOMEONE)))
                .contentType(MediaType.valueOf("application/merge-patch+json"))
                .bodyValue(body)
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }

    private int statusOf(String path, String token) {
        return client.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private static String bodyOf(EntityExchangeResult<byte[]> result) {
        return new String(
                Objects.requireNonNull(result.getResponseBodyContent()), StandardCharsets.UTF_8);
    }

    private JsonNode pageAfter(String cursor) {
        return Objects.requireNonNull(
                client.get()
                        .uri("/things?cursor=" + cursor)
                        .exchange()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody());
    }
}

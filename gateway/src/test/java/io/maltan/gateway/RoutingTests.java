package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestTokens;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

class RoutingTests extends GatewayTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/users/me, user",
        "/api/v1/users, user",
        "/api/v1/auth/sessions, user",
        "/api/v1/admin/users, user",
        "/.well-known/jwks.json, user",
        "/.well-known/openid-configuration, user",
        "/api/v1/places/nearby, place",
        "/api/v1/places, place",
        "/api/v1/recommendations, recommendation",
        "/api/v1/recommendations/trending, recommendation",
        "/api/v1/community/posts, community"
    })
    void reachesTheServiceOf(String path, String service) {
        client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo(service);
    }

    @Test
    void passesPathAndQueryUnchanged() {
        String uri = "/api/v1/places/search?q=%EC%8A%A4%ED%83%80%20a%2Bb&fields=%5B%5D";
        String answer = raw("GET " + uri + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(Services.PLACE.last("/api/v1/places/search").uri()).isEqualTo(uri);
    }

    @Test
    void givesNobodyItsOwnName() {
        String answer =
                raw("GET /api/v1/users/nameless HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(Services.USER.last("/api/v1/users/nameless").headers().get("User-Agent"))
                .isEqualTo("unknown");
    }

    @Test
    void saysThatAnAddressIsTooLong() {
        String answer =
                raw("GET /api/v1/places?q=" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 414 ").contains("\"code\":\"uri_too_long\"");
    }

    @ParameterizedTest
    @CsvSource({"9000, 2, 주소가 너무 깁니다", "1, 20000, 헤더가 너무 큽니다", "1, -1, 요청 형식이 잘못되었습니다"})
    void refusesInTheLanguageOfTheSender(int address, int header, String title) {
        String odd = header < 0 ? "A:\1\r\n" : "A: " + "x".repeat(header) + "\r\n";
        String answer =
                raw(
                        "GET /api/v1/places?q="
                                + "x".repeat(address)
                                + " HTTP/1.1\r\nHost: a\r\nAccept-Language: ko-KR,ko;q=0.9\r\n"
                                + odd
                                + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").contains(title);
    }

    @Test
    void answersWhatTheFirewallRefusesWithAProblem() {
        String answer =
                raw(
                        "GET /api/v1/places/%E2%80%A8 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "\"code\":\"bad_request\"");
    }

    @Test
    void answersAnUnknownRouteWithAProblem() {
        client().get()
                .uri("/api/v1/nothing")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("not_found")
                .jsonPath("$.traceId")
                .value(String.class, id -> assertThat(id).matches("[0-9a-f]{32}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/actuator/gateway/routes",
                "/ACTUATOR/health",
                "/%61ctuator/health",
                "/internal/revoked-sessions",
                "/Internal/revoked-sessions",
                "/%69nternal/revoked-sessions",
                "//internal/revoked-sessions",
                "/./internal/revoked-sessions",
                "/api/v1/users/../../../internal/revoked-sessions",
                "/api/v1/users/..%2f..%2f..%2finternal/revoked-sessions",
                "/api/v1/users/%2e%2e/%2e%2e/%2e%2e/internal/revoked-sessions",
                "/api/v1/users/%252e%252e/internal/revoked-sessions",
                "/api/v1/users/..;/..;/..;/internal/revoked-sessions",
                "/api/v1/users/..\\..\\internal",
                "/api/v1/users/..%5c..%5cinternal",
                "/api/v1/users//internal/revoked-sessions",
                "/api/v1/users;x=/../internal",
                "/api/v1/../../actuator/env",
                "/api/v1/places/%00/../actuator",
                "/API/v1/users/me",
                "/v3/api-docs",
                "/webjars/swagger-ui/5.34.1/index.html",
                "http://localhost/internal/revoked-sessions",
                "internal/revoked-sessions"
            })
    void doesNotReach(String target) {
        int before = requestsSeen();
        String answer =
                raw(
                        "GET "
                                + target
                                + " HTTP/1.1\r\nHost: localhost\r\nX-Maltan-Internal: "
                                + Services.INTERNAL_SECRET
                                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
        assertThat(requestsSeen()).isEqualTo(before);
    }

    /** Polls aside. */
    private static int requestsSeen() {
        return Stream.of(Services.USER, Services.PLACE, Services.RECOMMENDATION, Services.COMMUNITY)
                .mapToInt(StubService::requestsButPolls)
                .sum();
    }

    @Test
    void keepsForgedIdentityFromServices() {
        String path = "/api/v1/users/forged";
        client().get()
                .uri(path)
                .header("X-Maltan-Internal", "guess")
                .header("x-maltan-user", "root")
                .header("X-Forwarded-For", "6.6.6.6")
                .header("X-Forwarded-Host", "evil")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=6.6.6.6")
                .header("X-Real-IP", "6.6.6.6")
                .header("Connection", "X-Forwarded-For")
                .exchange()
                .expectStatus()
                .isOk();

        var headers = Services.USER.last(path).headers();
        assertThat(headers.names().stream().map(String::toLowerCase))
                .doesNotContain("x-maltan-internal", "x-maltan-user", "forwarded", "x-real-ip")
                .doesNotContain("x-forwarded-prefix");
        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.getAll("X-Forwarded-Host")).containsExactly("localhost:" + port);
    }

    @Test
    void carriesOnTheTrace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String path = "/api/v1/places/traced";
        client().get()
                .uri(path)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .exchange()
                .expectHeader()
                .valueEquals("X-Trace-Id", trace);

        assertThat(Services.PLACE.last(path).headers().get("traceparent"))
                .startsWith("00-" + trace);
    }

    @Test
    void startsATraceThatAnswerAndServiceShare() {
        String path = "/api/v1/places/untraced";
        String trace =
                client().get()
                        .uri(path)
                        .exchange()
                        .returnResult(Void.class)
                        .getResponseHeaders()
                        .getFirst("X-Trace-Id");

        assertThat(trace).matches("[0-9a-f]{32}");
        assertThat(Services.PLACE.last(path).headers().get("traceparent"))
                .contains("-" + trace + "-");
    }

    @Test
    void passesAValidToken() {
        String token = TestTokens.user(UUID.randomUUID());
        client().get()
                .uri("/api/v1/users/with-token")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(Services.USER.last("/api/v1/users/with-token").headers().get("Authorization"))
                .isEqualTo("Bearer " + token);
    }

    @Test
    void refusesTokensThatAreNotValid() {
        UUID id = UUID.randomUUID();
        for (String token :
                List.of(TestTokens.forged(id), TestTokens.ofOtherType(id), "not.a.token")) {
            client().get()
                    .uri("/api/v1/places/secret")
                    .headers(headers -> headers.setBearerAuth(token))
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .valueMatches("WWW-Authenticate", "Bearer.*")
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("invalid_token");
        }
        assertThat(Services.PLACE.received("/api/v1/places/secret")).isEmpty();
    }

    @Test
    void leavesItToServicesWhoMayWrite() {
        Services.COMMUNITY.answer(
                "/api/v1/community/guarded",
                (request, response) -> response.status(HttpStatus.UNAUTHORIZED.value()).send());
        client().put()
                .uri("/api/v1/community/guarded")
                .headers(GatewayTest::asNewUser)
                .exchange()
                .expectStatus()
                .isUnauthorized();

        assertThat(Services.COMMUNITY.received("/api/v1/community/guarded")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/places HTTP/1.1\r\n\r\n",
                "GET /api/v1/places HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/v1/places HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET http://evil/api/v1/places HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /api/v1/places HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                        + "Content-Length: 4\r\n\r\nabcd",
                "POST /api/v1/places HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            })
    void refusesWhatCanBeReadInTwoWays(String request) {
        int before = requestsSeen();

        assertThat(raw(request)).matches("(?s)HTTP/1.[01] 400 .*");
        assertThat(requestsSeen()).isEqualTo(before);
    }

    @Test
    void refusesMethodsThatNothingTakes() {
        assertThat(raw("TRACE /api/v1/places HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("method_not_allowed");
    }

    @Test
    void letsConfiguredOriginsInAndNoOthers() {
        client().options()
                .uri("/api/v1/places")
                .header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "PUT")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "http://localhost:3000");
        client().get()
                .uri("/api/v1/places")
                .header("Origin", "http://evil")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("forbidden");
    }

    @Test
    void letsItsOwnPagesInBehindAProxyThatEndsTls() {
        client().get()
                .uri("/api/v1/places")
                .header("Origin", "https://localhost:" + port)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void tellsBrowsersWhatNotToDo() {
        client().get()
                .uri("/api/v1/places")
                .exchange()
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("X-Frame-Options", "DENY");
    }
}

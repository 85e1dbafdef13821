package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Mono;

/** Of two replicas one takes connections and never answers; so does a canary. */
class HangingReplicasTests extends GatewayTest {

    private static final StubService HANGING = new StubService("hanging");
    private static final String BY_RESPONSE_TIME = "/api/v1/places/half-hanging";
    private static final String IN_TURN = "/api/v1/community/half-hanging";
    private static final String CANARY = "/api/v1/recommendations/hanging-canary";
    private static final int CALLS = 20;

    /** Each is followed by a pause that grows, in which nobody is kept waiting. */
    private static final int BEARABLE = 4;

    @DynamicPropertySource
    static void replicas(DynamicPropertyRegistry registry) {
        for (String path : new String[] {BY_RESPONSE_TIME, IN_TURN, CANARY}) {
            HANGING.answer(path, (request, response) -> Mono.never());
        }
        registry.add(
                "maltan.gateway.balancing.place.replicas",
                () -> HANGING.uri() + "," + Services.PLACE.uri());
        registry.add(
                "maltan.gateway.balancing.community.replicas",
                () -> HANGING.uri() + "," + Services.COMMUNITY.uri());
        registry.add("maltan.gateway.balancing.community.strategy", () -> "round-robin");
        registry.add(
                "maltan.gateway.balancing.recommendation.canaries", () -> HANGING.uri().toString());
    }

    @AfterAll
    static void nothingLeft() {
        HANGING.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_RESPONSE_TIME, IN_TURN, CANARY})
    void costFewCallsAndNeverTheirService(String path) {
        int late = 0;
        for (int i = 0; i < CALLS; i++) {
            HttpStatus status = call(path);
            assertThat(status).isIn(HttpStatus.OK, HttpStatus.GATEWAY_TIMEOUT);
            late += status == HttpStatus.OK ? 0 : 1;
        }
        assertThat(late).isLessThanOrEqualTo(BEARABLE);
    }

    private HttpStatus call(String path) {
        return HttpStatus.valueOf(
                client().get()
                        .uri(path)
                        .header("X-Canary", "always")
                        .exchange()
                        .returnResult(byte[].class)
                        .getStatus()
                        .value());
    }
}

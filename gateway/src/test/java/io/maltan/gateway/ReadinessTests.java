package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A gateway that is started while the user service is away. */
class ReadinessTests extends GatewayTest {

    private static final StubService LATE = new StubService("late");

    @LocalManagementPort int managementPort;

    @DynamicPropertySource
    static void late(DynamicPropertyRegistry registry) {
        LATE.answerRevoked(0);
        LATE.stop();
        registry.add("maltan.gateway.balancing.user.replicas", () -> LATE.uri().toString());
        registry.add("maltan.gateway.revocation.patience", () -> "10m");
    }

    @AfterAll
    static void nothingLeft() {
        LATE.stop();
    }

    @Test
    void isReadyWhenItHasHeardWhoSignedOut() {
        assertThat(readiness()).startsWith("HTTP/1.1 503");
        client().get().uri("/health").exchange().expectStatus().isOk();

        LATE.start();
        Flux.interval(Duration.ofMillis(50))
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic())
                .map(tick -> readiness())
                .filter(answer -> answer.startsWith("HTTP/1.1 200"))
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    private String readiness() {
        return RawConnection.exchange(
                managementPort,
                "GET /actuator/health/readiness HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }
}

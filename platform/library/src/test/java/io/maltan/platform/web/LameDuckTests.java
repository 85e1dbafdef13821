package io.maltan.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class LameDuckTests {

    private static final Duration NOTICE = Duration.ofMillis(2_500);

    private final LameDuck lameDuck = new LameDuck(NOTICE);

    @Test
    void goesOnAnsweringForAsLongAsItHasGivenNoticeAndEndsEachConnection() {
        lameDuck.start();
        assertThat(connectionHeader()).isNull();

        StepVerifier.withVirtualTime(() -> Mono.create(stopped -> lameDuck.stop(stopped::success)))
                .expectSubscription()
                .expectNoEvent(NOTICE.minusMillis(1))
                .then(() -> assertThat(connectionHeader()).isEqualTo("close"))
                .thenAwait(Duration.ofMillis(1))
                .verifyComplete();
        VirtualTimeScheduler.reset();
    }

    @Test
    void stopsBeforeTheServer() {
        assertThat(lameDuck.getPhase())
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }

    private @Nullable String connectionHeader() {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
        StepVerifier.create(lameDuck.filter(exchange, next -> Mono.empty()))
                .expectComplete()
                .verify(NOTICE);
        return exchange.getResponse().getHeaders().getFirst(HttpHeaders.CONNECTION);
    }
}

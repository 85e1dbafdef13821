package io.maltan.gateway;

import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The gateway with short times and small limits, in front of services that tests play. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "management.tracing.sampling.probability=0",
            "maltan.gateway.traffic.ordinary.response=1s",
            "maltan.gateway.breaker.recommendation.pause=500ms",
            "maltan.gateway.revocation.interval=200ms",
            "maltan.gateway.health.kept=1ms",
            "maltan.gateway.reference.kept=1ms",
            "maltan.gateway.reference.kept-incomplete=1ms",
            "maltan.gateway.rate-limits.read.requests=100000",
            "maltan.gateway.rate-limits.write.requests=5",
            "maltan.gateway.rate-limits.streams=2"
        })
abstract class GatewayTest {

    static final Duration LIMIT = Duration.ofSeconds(10);

    @LocalServerPort int port;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        Services.register(registry);
    }

    WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .responseTimeout(LIMIT)
                .filter((request, next) -> next.exchange(request).flatMap(GatewayTest::whole))
                .build();
    }

    /** Reads the body whether the test looks at it or not: nothing pooled is left behind. */
    private static Mono<ClientResponse> whole(ClientResponse answer) {
        return answer.bodyToMono(byte[].class)
                .map(DefaultDataBufferFactory.sharedInstance::wrap)
                .cast(DataBuffer.class)
                .map(body -> answer.mutate().body(old -> Flux.just(body)).build())
                .defaultIfEmpty(answer);
    }

    /** For streams. */
    WebClient streaming() {
        return WebClient.create("http://localhost:" + port);
    }

    /** A request in raw bytes, and all that is answered until the connection is closed. */
    String raw(String request) {
        return RawConnection.exchange(port, request);
    }

    /** The headers of a user of their own, whom no other test has counted. */
    static void asNewUser(HttpHeaders headers) {
        headers.setBearerAuth(TestTokens.user(UUID.randomUUID()));
    }

    /** A token of a session. */
    static String tokenOf(UUID session) {
        return TestTokens.custom(
                UUID.randomUUID(), claims -> claims.claim("sid", session.toString()));
    }

    /** Waits until requests with a token get a status. */
    void awaitStatus(String token, int expected) {
        Flux.interval(Duration.ofMillis(50))
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic())
                .map(tick -> statusWith(token))
                .filter(status -> status == expected)
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    int statusWith(String token) {
        return client().get()
                .uri("/api/v1/places/anything")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .returnResult(byte[].class)
                .getStatus()
                .value();
    }
}

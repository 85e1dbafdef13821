package io.maltan.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A gateway that keeps answers for a moment only. */
@TestPropertySource(properties = "maltan.gateway.cache.longest=200ms")
class CacheLifeTests extends GatewayTest {

    private static final String PHOTO = "/api/v1/places/photos/taken-back";

    @Test
    void asksAgainHoweverLongTheServiceAllowsItToKeep() {
        AtomicInteger asked = new AtomicInteger();
        Services.PLACE.answer(
                PHOTO,
                (request, response) ->
                        asked.getAndIncrement() == 0
                                ? response.header(
                                                "Cache-Control",
                                                "public, max-age=31536000, immutable")
                                        .sendString(Mono.just("photo"))
                                : response.sendNotFound());
        client().get().uri(PHOTO).exchange().expectStatus().isOk();

        Flux.interval(Duration.ofMillis(50))
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic())
                .map(tick -> status())
                .filter(status -> status == 404)
                .next()
                .as(StepVerifier::create)
                .expectNext(404)
                .expectComplete()
                .verify(LIMIT);
    }

    private int status() {
        return client().get().uri(PHOTO).exchange().returnResult(byte[].class).getStatus().value();
    }
}

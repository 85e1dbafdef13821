package io.maltan.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.configuration.Live;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LimitsTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int KNOWN = 10;
    private static final int CALLERS = 1_000;

    private final OtherReplicas others = new OtherReplicas();
    private final Limits limits =
            new Limits(
                    others,
                    Live.of(
                            new RateLimitSettings(
                                    RateLimitSettings.Mode.ENFORCE,
                                    KNOWN,
                                    new RateLimitSettings.Read(100, MINUTE),
                                    new RateLimitSettings.Write(100, MINUTE),
                                    new RateLimitSettings.Login(100, MINUTE),
                                    20,
                                    250)));

    /** They remember what they are told. */
    private static final class OtherReplicas implements SharedPaces {

        private final List<Claim> told = new ArrayList<>();
        private boolean shared = true;
        private boolean reachable;

        @Override
        public boolean isShared() {
            return shared;
        }

        @Override
        public boolean isReachable() {
            return reachable;
        }

        @Override
        public Mono<List<Grant>> settle(List<Claim> claims) {
            told.addAll(claims);
            return Mono.just(claims.stream().map(claim -> new Grant(0, 50, 0)).toList());
        }
    }

    @Test
    void rememberNoMoreCallersToTellOfThanTheyKnow() {
        manyCallersCome();
        tellAll();

        assertThat(others.told).hasSizeBetween(1, KNOWN);
    }

    @Test
    void rememberNobodyToTellOfWhereThereIsNobodyToTell() {
        others.shared = false;
        manyCallersCome();
        tellAll();

        assertThat(others.told).isEmpty();
    }

    private void manyCallersCome() {
        for (int i = 0; i < CALLERS; i++) {
            StepVerifier.create(limits.take(RequestClass.READ, "address:" + i))
                    .expectNextMatches(Balance::admitted)
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    private void tellAll() {
        others.reachable = true;
        StepVerifier.create(limits.report()).expectComplete().verify(LIMIT);
    }
}

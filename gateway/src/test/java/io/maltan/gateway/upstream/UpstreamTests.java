package io.maltan.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.maltan.gateway.upstream.BalancingSettings.Choice;
import io.maltan.gateway.upstream.BalancingSettings.Strategy;
import io.maltan.platform.configuration.Live;
import io.maltan.platform.problem.Unavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class UpstreamTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String PATH = "/api/v1/places/any";
    private static final int TRIALS = 3;

    /** For four large bodies and a small one. */
    private static final DataSize ROOM = DataSize.ofKilobytes(1025);

    private static final BreakerSettings.Rule RULE =
            new BreakerSettings.Rule(20, 10, 50, Duration.ofMinutes(1), TRIALS);
    private static final Choice ONE =
            new Choice(Strategy.LEAST_RESPONSE_TIME, List.of(), List.of(), 0, 1_000, null);
    private static final Choice TWO_IN_TURN =
            new Choice(
                    Strategy.ROUND_ROBIN,
                    List.of(
                            Target.valueOf("http://localhost:1"),
                            Target.valueOf("http://localhost:2")),
                    List.of(),
                    0,
                    1_000,
                    null);
    private static final URI ADDRESS = URI.create("http://localhost:1");

    private final Breakers breakers =
            new Breakers(
                    Live.of(new BreakerSettings(RULE, RULE, RULE, RULE)),
                    new SimpleMeterRegistry());
    private final CircuitBreaker breaker = breakers.of(Service.PLACE);
    private final Upstream upstream = upstream(ONE);

    private Upstream upstream(Choice choice) {
        Live<TrafficLimits> limits =
                Live.of(
                        new TrafficLimits(
                                new TrafficLimits.Ordinary(LIMIT, LIMIT, DataSize.ofMegabytes(1)),
                                new TrafficLimits.Stream(LIMIT),
                                new TrafficLimits.Photo(LIMIT, LIMIT, DataSize.ofMegabytes(1)),
                                new TrafficLimits.Import(LIMIT, LIMIT, LIMIT),
                                ROOM));
        return new Upstream(
                Service.PLACE,
                breakers,
                new Balancer(
                        new ServiceAddresses(ADDRESS, ADDRESS, ADDRESS, ADDRESS),
                        Live.of(new BalancingSettings(choice, choice, choice, choice))),
                limits,
                new BodyRoom(limits));
    }

    @Test
    void largeBodiesBeyondTheRoomAreRefusedAndSmallOnesAreNot() {
        Flux<Void> large =
                Flux.range(0, 4).flatMap(i -> upstream.filter(large(), call -> Mono.never()));

        StepVerifier.create(large)
                .expectSubscription()
                .then(() -> {
                    StepVerifier.create(upstream.filter(large(), call -> Mono.empty()))
                            .expectError(Unavailable.class)
                            .verify(LIMIT);
                    expectAnswer(dribbling());
                    expectAnswer(get());
                })
                .thenCancel()
                .verify(LIMIT);
        expectAnswer(large());
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    private static MockServerWebExchange large() {
        return MockServerWebExchange.from(
                MockServerHttpRequest.post(PATH).contentLength(900_000).body(Flux.never()));
    }

    @Test
    void bodiesThatTakeTheirTimeHoldNoTrialOfABreakerThatIsHalfOpen() {
        halfOpen();
        Flux<Void> dribbling =
                Flux.range(0, TRIALS)
                        .flatMap(i -> upstream.filter(dribbling(), call -> Mono.never()));

        StepVerifier.create(dribbling)
                .expectSubscription()
                .then(() -> {
                    for (int i = 0; i < TRIALS; i++) {
                        expectAnswer(get());
                    }
                })
                .thenCancel()
                .verify(LIMIT);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void writesAreRefusedByABreakerThatIsOpenAndCountWhereItIsHalfOpen() {
        breaker.transitionToOpenState();
        StepVerifier.create(upstream.filter(dribbling(), call -> Mono.empty()))
                .expectError(CallNotPermittedException.class)
                .verify(LIMIT);

        halfOpen();
        for (int i = 0; i < TRIALS; i++) {
            StepVerifier.create(
                            upstream.filter(
                                    dribbling(), call -> Mono.error(new ConnectException())))
                    .expectError()
                    .verify(LIMIT);
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void onlyAGetWithoutABodyIsRepeated(int length) {
        AtomicInteger calls = new AtomicInteger();
        MockServerWebExchange exchange =
                MockServerWebExchange.from(
                        MockServerHttpRequest.method(HttpMethod.GET, PATH)
                                .contentLength(length)
                                .build());

        StepVerifier.create(
                        upstream.filter(
                                exchange,
                                call -> {
                                    calls.incrementAndGet();
                                    return Mono.error(new IOException("broken"));
                                }))
                .expectError()
                .verify(LIMIT);

        assertThat(calls).hasValue(length == 0 ? 2 : 1);
    }

    @Test
    void whatOneReplicaFailsSaysNothingOfItsServiceWhileAnotherIsWell() {
        Sinks.Empty<Void> death = Sinks.empty();
        AtomicReference<Mono<Void>> first = new AtomicReference<>(Mono.empty());
        GatewayFilterChain chain = call -> isForTheFirst(call) ? first.get() : Mono.empty();
        Upstream balanced = upstream(TWO_IN_TURN);
        for (int i = 0; i < 4; i++) {
            StepVerifier.create(balanced.filter(post(), chain)).expectComplete().verify(LIMIT);
        }
        first.set(death.asMono().then(Mono.error(new IOException("broken"))));

        StepVerifier.create(
                        Flux.range(0, 40)
                                .flatMap(i -> balanced.filter(post(), chain).onErrorComplete(), 40))
                .then(() -> death.tryEmitEmpty().orThrow())
                .thenConsumeWhile(answer -> true)
                .expectComplete()
                .verify(LIMIT);

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aServiceIsAwayWhenAllItsReplicasAre() {
        Upstream balanced = upstream(TWO_IN_TURN);

        for (int i = 0; i < 20; i++) {
            StepVerifier.create(
                            balanced.filter(post(), call -> Mono.error(new IOException("broken"))))
                    .expectError()
                    .verify(LIMIT);
        }

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    private static boolean isForTheFirst(ServerWebExchange exchange) {
        URI target = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        return target.getPort() == 1;
    }

    private static MockServerWebExchange post() {
        return MockServerWebExchange.from(MockServerHttpRequest.post(PATH));
    }

    private void halfOpen() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
    }

    private void expectAnswer(MockServerWebExchange exchange) {
        GatewayFilterChain answering = call -> Mono.empty();
        StepVerifier.create(upstream.filter(exchange, answering)).expectComplete().verify(LIMIT);
    }

    private static MockServerWebExchange get() {
        return MockServerWebExchange.from(MockServerHttpRequest.get(PATH));
    }

    private static MockServerWebExchange dribbling() {
        return MockServerWebExchange.from(
                MockServerHttpRequest.post(PATH).contentLength(1_000).body(Flux.never()));
    }
}

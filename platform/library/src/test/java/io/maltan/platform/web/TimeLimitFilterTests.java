package io.maltan.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class TimeLimitFilterTests {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration HALF = LIMIT.dividedBy(2);
    private static final Duration BODY_LIMIT = LIMIT.multipliedBy(20);

    private final TimeLimitFilter filter =
            new TimeLimitFilter(new WebProperties(LIMIT, BODY_LIMIT, List.of(), List.of()));
    private final MockServerWebExchange exchange =
            MockServerWebExchange.from(MockServerHttpRequest.get("/things"));
    private final MockServerHttpResponse response = exchange.getResponse();

    @Test
    void whatHandlersAnswerTooLateDoesNotTouchTheAnswer() {
        AtomicReference<ServerHttpResponse> handlers = new AtomicReference<>();
        expect(
                        handled -> {
                            handlers.set(handled.getResponse());
                            return Mono.never();
                        })
                .thenAwait(LIMIT)
                .verifyError(TimeoutException.class);

        ServerHttpResponse late = handlers.get();
        late.setStatusCode(HttpStatus.CREATED);
        late.getHeaders().set("Location", "/things/1");
        late.writeWith(Mono.fromSupplier(() -> text("made"))).subscribe();

        assertThat(response.isCommitted()).isFalse();
        assertThat(response.getStatusCode()).isNull();
        assertThat(response.getHeaders().isEmpty()).isTrue();
    }

    @Test
    void timeIsNotUpWhileHandlersWriteTheirAnswer() {
        expect(
                        handled -> {
                            handled.getResponse().setStatusCode(HttpStatus.CREATED);
                            handled.getResponse().getHeaders().set("Location", "/things/1");
                            Mono<DataBuffer> rest =
                                    Mono.delay(LIMIT.minusMillis(1)).map(waited -> text("chair"));
                            return Mono.delay(HALF)
                                    .then(
                                            handled.getResponse()
                                                    .writeWith(
                                                            Flux.just(text("arm"))
                                                                    .concatWith(rest)));
                        })
                .thenAwait(LIMIT.plus(HALF))
                .verifyComplete();

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(response.getHeaders().getFirst("Location")).isEqualTo("/things/1");
        StepVerifier.create(response.getBodyAsString()).expectNext("armchair").verifyComplete();
    }

    @Test
    void anAnswerThatIsNotWrittenToItsEndIsGivenUp() {
        expect(handled ->
                        Mono.delay(HALF)
                                .then(
                                        handled.getResponse()
                                                .writeWith(
                                                        Flux.just(text("arm"))
                                                                .concatWith(Mono.never()))))
                .thenAwait(LIMIT.plus(HALF))
                .verifyError(TimeoutException.class);
    }

    @Test
    void anAnswerWithoutABodyReachesTheClient() {
        expect(
                        handled -> {
                            handled.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
                            return Mono.empty();
                        })
                .verifyComplete();

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
    }

    @Test
    void whatHasNotChangedIsAnsweredSo() {
        MockServerWebExchange again =
                MockServerWebExchange.from(
                        MockServerHttpRequest.get("/things").ifNoneMatch("\"7\""));
        WebFilterChain handlers =
                handled -> {
                    handled.getResponse().setStatusCode(HttpStatus.OK);
                    handled.getResponse().getHeaders().setETag("\"7\"");
                    assertThat(handled.checkNotModified("\"7\"")).isTrue();
                    return handled.getResponse().setComplete();
                };
        StepVerifier.create(filter.filter(again, handlers)).verifyComplete();

        assertThat(again.getResponse().getStatusCode()).isEqualTo(HttpStatus.NOT_MODIFIED);
        assertThat(again.getResponse().getHeaders().getETag()).isEqualTo("\"7\"");
    }

    @Test
    void whatHandlersHaveSetStaysWithTheirError() {
        expect(
                        handled -> {
                            handled.getResponse()
                                    .beforeCommit(() -> {
                                        handled.getResponse().getHeaders().set("Allow", "GET");
                                        return Mono.empty();
                                    });
                            return Mono.error(new IllegalStateException("broken"));
                        })
                .verifyError(IllegalStateException.class);

        assertThat(response.isCommitted()).isFalse();
        assertThat(response.getHeaders().getFirst("Allow")).isEqualTo("GET");
    }

    @Test
    void theTimeOfASlowSenderIsNotTheHandlers() {
        sending(
                        this::slowly,
                        handled -> handled.getRequest().getBody().then(Mono.delay(HALF)).then())
                .thenAwait(LIMIT.multipliedBy(5))
                .verifyComplete();
    }

    @Test
    void aBodyThatStopsIsTheSendersFault() {
        sending(
                        () -> Flux.just(text("x")).concatWith(Mono.never()),
                        handled -> handled.getRequest().getBody().then())
                .expectNoEvent(BODY_LIMIT.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .verifyErrorSatisfies(error ->
                        assertThat(error)
                                .isInstanceOfSatisfying(
                                        ResponseStatusException.class,
                                        slow ->
                                                assertThat(slow.getStatusCode())
                                                        .isEqualTo(HttpStatus.REQUEST_TIMEOUT)));
    }

    @Test
    void whatHandlersDoWithABodyHasItsOwnTime() {
        sending(this::slowly, handled -> handled.getRequest().getBody().then(Mono.never()))
                .expectNoEvent(LIMIT.multipliedBy(5).minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .verifyError(TimeoutException.class);
    }

    @Test
    void aBodyThatNobodyReadsGivesNoTime() {
        sending(Flux::never, handled -> Mono.never())
                .thenAwait(LIMIT)
                .verifyError(TimeoutException.class);
    }

    /** Four times as long as handlers may take. */
    private Flux<DataBuffer> slowly() {
        return Flux.interval(HALF).take(8).map(tick -> text("x"));
    }

    /** The body is made within virtual time. */
    private StepVerifier.Step<Void> sending(
            Supplier<Flux<DataBuffer>> body, WebFilterChain handlers) {
        return StepVerifier.withVirtualTime(() -> filter.filter(posting(body.get()), handlers))
                .expectSubscription();
    }

    private static MockServerWebExchange posting(Flux<DataBuffer> body) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.post("/things").contentLength(8).body(body));
    }

    private StepVerifier.Step<Void> expect(WebFilterChain handlers) {
        return StepVerifier.withVirtualTime(() -> filter.filter(exchange, handlers))
                .expectSubscription();
    }

    private DataBuffer text(String text) {
        return response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

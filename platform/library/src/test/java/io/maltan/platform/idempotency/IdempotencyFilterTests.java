package io.maltan.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.maltan.platform.problem.Conflict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.server.WebFilterChain;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyFilterTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final KeysOfMemory keys = new KeysOfMemory();
    private final IdempotencyFilter filter = new IdempotencyFilter(keys, "secret", List.of());
    private final Sinks.Empty<Void> committed = Sinks.empty();

    private int effects;

    /** What a service does that is in the middle of its transaction when the client leaves. */
    private final WebFilterChain slowWrite =
            exchange ->
                    committed
                            .asMono()
                            .then(
                                    Mono.defer(() -> {
                                        effects++;
                                        exchange.getResponse().setStatusCode(HttpStatus.CREATED);
                                        return exchange.getResponse().setComplete();
                                    }));

    @Test
    void whoRepeatsAfterALostConnectionFindsTheFirstAnswer() {
        Disposable client = filter.filter(aWrite(), slowWrite).subscribe();
        client.dispose();
        committed.tryEmitEmpty();

        MockServerWebExchange repetition = aWrite();
        filter.filter(repetition, slowWrite).block();

        assertThat(effects).isEqualTo(1);
        assertThat(repetition.getResponse().getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(repetition.getResponse().getHeaders().getFirst(IdempotencyFilter.REPLAYED))
                .isEqualTo("true");
    }

    @Test
    void anUploadReachesTheServiceAsItComesInAndIsCarriedOutOnce() {
        Sinks.Many<DataBuffer> sent = Sinks.many().unicast().onBackpressureBuffer();
        List<String> received = new ArrayList<>();
        WebFilterChain service = upload(received);

        filter.filter(anUpload("one", sent.asFlux()), service).subscribe();
        sent.tryEmitNext(chunk("a photo"));
        assertThat(received).containsExactly("a photo");
        MockServerWebExchange meanwhile = anUpload("two", Flux.just(chunk("a photo")));
        filter.filter(meanwhile, service)
                .as(StepVerifier::create)
                .expectError(Conflict.class)
                .verify(LIMIT);
        sent.tryEmitComplete();

        MockServerWebExchange repetition = anUpload("three", Flux.just(chunk("a photo")));
        filter.filter(repetition, service).block(LIMIT);
        assertThat(effects).isEqualTo(1);
        assertThat(repetition.getResponse().getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(repetition.getResponse().getHeaders().getFirst(IdempotencyFilter.REPLAYED))
                .isEqualTo("true");
    }

    @Test
    void anUploadThatBreaksOffLeavesItsKeyFree() {
        WebFilterChain service = upload(new ArrayList<>());

        filter.filter(anUpload("one", Flux.error(new IOException("gone"))), service)
                .as(StepVerifier::create)
                .expectError(IOException.class)
                .verify(LIMIT);
        filter.filter(anUpload("two", Flux.just(chunk("a photo"))), service).block(LIMIT);

        assertThat(effects).isEqualTo(1);
    }

    @Test
    void theClaimOfASlowUploadIsRenewedAndEndsInTheEnd() {
        StepVerifier.withVirtualTime(() ->
                        filter.filter(anUpload("one", Flux.never()), upload(new ArrayList<>())))
                .expectSubscription()
                .thenAwait(Duration.ofMinutes(4))
                .then(() -> assertThat(keys.renewals).isEqualTo(12))
                .thenAwait(Duration.ofMinutes(1))
                .expectError(TimeoutException.class)
                .verify(LIMIT);
        assertThat(keys.claims).isEmpty();
    }

    private WebFilterChain upload(List<String> received) {
        return exchange ->
                exchange.getRequest()
                        .getBody()
                        .doOnNext(chunk -> received.add(chunk.toString(StandardCharsets.UTF_8)))
                        .then(
                                Mono.defer(() -> {
                                    effects++;
                                    exchange.getResponse().setStatusCode(HttpStatus.CREATED);
                                    return exchange.getResponse().setComplete();
                                }));
    }

    private static DataBuffer chunk(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MockServerWebExchange anUpload(String boundary, Flux<DataBuffer> body) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.post("/photos")
                        .header(IdempotencyFilter.HEADER, "k")
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .body(body));
    }

    private static MockServerWebExchange aWrite() {
        return MockServerWebExchange.from(
                MockServerHttpRequest.post("/things")
                        .header(IdempotencyFilter.HEADER, "k")
                        .build());
    }

    private static final class KeysOfMemory extends IdempotencyKeys {

        private final Map<String, Claim> claims = new HashMap<>();
        private int renewals;

        KeysOfMemory() {
            super(mock(DatabaseClient.class), JsonMapper.shared());
        }

        @Override
        Mono<Claim> claim(String scope, String key, byte[] hash) {
            return Mono.fromCallable(() -> {
                Claim earlier = claims.putIfAbsent(key, new Claim.InProgress());
                return earlier == null ? new Claim.First() : earlier;
            });
        }

        @Override
        Mono<Void> keep(String scope, String key, KeptAnswer answer) {
            return Mono.fromRunnable(() -> claims.put(key, new Claim.Answered(answer)));
        }

        @Override
        Mono<Void> renew(String scope, String key) {
            return Mono.fromRunnable(() -> renewals++);
        }

        @Override
        Mono<Void> release(String scope, String key) {
            return Mono.fromRunnable(() -> claims.remove(key, new Claim.InProgress()));
        }
    }
}

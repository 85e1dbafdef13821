package io.maltan.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.server.WebFilterChain;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyFilterTests {

    private final IdempotencyFilter filter =
            new IdempotencyFilter(new KeysOfMemory(), "secret", List.of());
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

    private static MockServerWebExchange aWrite() {
        return MockServerWebExchange.from(
                MockServerHttpRequest.post("/things")
                        .header(IdempotencyFilter.HEADER, "k")
                        .build());
    }

    private static final class KeysOfMemory extends IdempotencyKeys {

        private final Map<String, Claim> claims = new HashMap<>();

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
        Mono<Void> release(String scope, String key) {
            return Mono.fromRunnable(() -> claims.remove(key, new Claim.InProgress()));
        }
    }
}

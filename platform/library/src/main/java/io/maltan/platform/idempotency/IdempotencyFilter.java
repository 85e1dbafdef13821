package io.maltan.platform.idempotency;

import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.Unprocessable;
import io.maltan.platform.security.Callers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries out a {@code POST} with an {@code Idempotency-Key} once, and answers its repetitions as
 * the first was answered.
 *
 * <p>Keys belong to their caller. Successful answers are kept; a request that failed leaves its key
 * free. A client that leaves does not stop what it began: who repeats because the answer got lost
 * is to find it. Should the process die between the effect and the keeping of its answer, a
 * repetition after a minute is carried out again.
 */
final class IdempotencyFilter implements WebFilter {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final String MAC = "HmacSHA256";
    private static final int LONGEST_KEY = 200;
    private static final int LARGEST_BODY = 1 << 20;

    /** Less than the minute after which a claim is free again. */
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final IdempotencyKeys keys;
    private final SecretKey secret;
    private final List<PathPattern> excluded;

    IdempotencyFilter(IdempotencyKeys keys, String secret, List<String> excludedPaths) {
        this.keys = keys;
        this.secret =
                new SecretKeySpec(("idempotency:" + secret).getBytes(StandardCharsets.UTF_8), MAC);
        this.excluded =
                excludedPaths.stream().map(PathPatternParser.defaultInstance::parse).toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String key = exchange.getRequest().getHeaders().getFirst(HEADER);
        if (key == null || !applies(exchange)) {
            return chain.filter(exchange);
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            return Mono.error(() -> Invalid.field(HEADER, "size", 1, LONGEST_KEY));
        }
        return Mono.zip(scopeOf(exchange), bodyOf(exchange.getRequest()))
                .flatMap(request ->
                        once(exchange, chain, request.getT1(), key, request.getT2())
                                .as(IdempotencyFilter::uninterrupted));
    }

    /** With the context of the request, which would leave with its client. */
    private static Mono<Void> uninterrupted(Mono<Void> work) {
        return Mono.deferContextual(context -> work.timeout(LONGEST).contextWrite(context).cache());
    }

    private boolean applies(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        MediaType type = request.getHeaders().getContentType();
        boolean json = type == null || type.isCompatibleWith(MediaType.APPLICATION_JSON);
        return HttpMethod.POST.equals(request.getMethod())
                && json
                && excluded.stream()
                        .noneMatch(pattern ->
                                pattern.matches(request.getPath().pathWithinApplication()));
    }

    private static Mono<String> scopeOf(ServerWebExchange exchange) {
        return Callers.of(exchange)
                .map(caller -> caller.id().toString())
                .defaultIfEmpty("anonymous");
    }

    private static Mono<byte[]> bodyOf(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), LARGEST_BODY)
                .map(IdempotencyFilter::toBytes)
                .defaultIfEmpty(new byte[0]);
    }

    static byte[] toBytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private Mono<Void> once(
            ServerWebExchange exchange,
            WebFilterChain chain,
            String scope,
            String key,
            byte[] body) {
        return keys.claim(scope, key, fingerprintOf(exchange.getRequest(), body))
                .flatMap(claim ->
                        switch (claim) {
                            case Claim.First _ -> carryOut(exchange, chain, scope, key, body);
                            case Claim.Answered answered -> replay(exchange, answered.answer());
                            case Claim.InProgress _ ->
                                    Mono.error(() -> new Conflict("request_in_progress"));
                            case Claim.Reused _ ->
                                    Mono.error(() -> new Unprocessable("idempotency_key_reused"));
                        });
    }

    private Mono<Void> carryOut(
            ServerWebExchange exchange,
            WebFilterChain chain,
            String scope,
            String key,
            byte[] body) {
        AnswerKeepingResponse response =
                new AnswerKeepingResponse(
                        exchange.getResponse(), answer -> keys.keep(scope, key, answer));
        ServerWebExchange decorated =
                exchange.mutate().request(withBody(exchange, body)).response(response).build();
        return Mono.usingWhen(
                Mono.just(key),
                claimed -> chain.filter(decorated),
                claimed -> Mono.defer(() -> releaseUnlessKept(response, scope, key)),
                (claimed, error) -> keys.release(scope, key),
                claimed -> keys.release(scope, key));
    }

    private Mono<Void> releaseUnlessKept(AnswerKeepingResponse response, String scope, String key) {
        return response.hasKept() ? Mono.empty() : keys.release(scope, key);
    }

    private static ServerHttpRequest withBody(ServerWebExchange exchange, byte[] body) {
        return new ServerHttpRequestDecorator(exchange.getRequest()) {
            @Override
            public Flux<DataBuffer> getBody() {
                return body.length == 0
                        ? Flux.empty()
                        : Flux.just(exchange.getResponse().bufferFactory().wrap(body));
            }
        };
    }

    private static Mono<Void> replay(ServerWebExchange exchange, KeptAnswer answer) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        answer.headers().forEach(response.getHeaders()::set);
        response.getHeaders().set(REPLAYED, "true");
        return response.writeWith(
                Mono.just(
                        response.bufferFactory()
                                .wrap(answer.body().getBytes(StandardCharsets.UTF_8))));
    }

    /** Keyed, because bodies hold passwords and what is kept must not help to guess them. */
    private byte[] fingerprintOf(ServerHttpRequest request, byte[] body) {
        Mac mac = newMac();
        @Nullable String query = request.getURI().getRawQuery();
        mac.update(
                (request.getPath().value() + "?" + query + "\n").getBytes(StandardCharsets.UTF_8));
        return mac.doFinal(body);
    }

    private Mac newMac() {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + MAC, e);
        }
    }
}

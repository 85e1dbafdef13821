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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * is to find it. An upload that breaks off has failed. Should the process die between the effect
 * and the keeping of its answer, a repetition after a minute is carried out again.
 *
 * <p>An upload is not held to be compared: the same key at the same path is the same upload. Its
 * bytes would tell nothing, as clients divide its parts by another random line each time.
 */
final class IdempotencyFilter implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final String MAC = "HmacSHA256";
    private static final int LONGEST_KEY = 200;
    private static final int LARGEST_BODY = 1 << 20;
    private static final byte[] NOT_COMPARED = {};

    private static final Duration LONGEST = Duration.ofSeconds(50);
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(5);

    /** Well within the minute after which a claim is free again. */
    private static final Duration RENEWAL = Duration.ofSeconds(20);

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
        return scopeOf(exchange)
                .flatMap(scope -> received(exchange, scope, key))
                .flatMap(write -> uninterrupted(once(write, chain), write.longest()));
    }

    /**
     * A request that is to be carried out once.
     *
     * @param fingerprint tells it from others with its key
     * @param longest how long it may take
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
    private record Write(
            ServerWebExchange exchange,
            String scope,
            String key,
            byte[] fingerprint,
            Duration longest) {}

    private Mono<Write> received(ServerWebExchange exchange, String scope, String key) {
        ServerHttpRequest request = exchange.getRequest();
        if (isUpload(request)) {
            byte[] fingerprint = fingerprintOf(request, NOT_COMPARED);
            return Mono.just(new Write(exchange, scope, key, fingerprint, LONGEST_UPLOAD));
        }
        return bodyOf(request)
                .map(body ->
                        new Write(
                                withBody(exchange, body),
                                scope,
                                key,
                                fingerprintOf(request, body),
                                LONGEST));
    }

    /** With the context of the request, which would leave with its client. */
    private static Mono<Void> uninterrupted(Mono<Void> work, Duration longest) {
        return Mono.deferContextual(context -> work.timeout(longest).contextWrite(context).cache());
    }

    private boolean applies(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return HttpMethod.POST.equals(request.getMethod())
                && (isJson(request) || isUpload(request))
                && excluded.stream()
                        .noneMatch(pattern ->
                                pattern.matches(request.getPath().pathWithinApplication()));
    }

    private static boolean isJson(ServerHttpRequest request) {
        MediaType type = request.getHeaders().getContentType();
        return type == null || type.isCompatibleWith(MediaType.APPLICATION_JSON);
    }

    private static boolean isUpload(ServerHttpRequest request) {
        return MediaType.MULTIPART_FORM_DATA.equalsTypeAndSubtype(
                request.getHeaders().getContentType());
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

    private Mono<Void> once(Write write, WebFilterChain chain) {
        return keys.claim(write.scope(), write.key(), write.fingerprint())
                .flatMap(claim ->
                        switch (claim) {
                            case Claim.First _ -> carryOut(write, chain);
                            case Claim.Answered answered ->
                                    replay(write.exchange(), answered.answer());
                            case Claim.InProgress _ ->
                                    Mono.error(() -> new Conflict("request_in_progress"));
                            case Claim.Reused _ ->
                                    Mono.error(() -> new Unprocessable("idempotency_key_reused"));
                        });
    }

    private Mono<Void> carryOut(Write write, WebFilterChain chain) {
        AnswerKeepingResponse response =
                new AnswerKeepingResponse(
                        write.exchange().getResponse(),
                        answer -> keys.keep(write.scope(), write.key(), answer));
        ServerWebExchange keeping = write.exchange().mutate().response(response).build();
        return Mono.usingWhen(
                Mono.just(write),
                claimed -> Mono.firstWithSignal(chain.filter(keeping), renewals(claimed)),
                claimed -> Mono.defer(() -> response.hasKept() ? Mono.empty() : release(claimed)),
                (claimed, error) -> release(claimed),
                this::release);
    }

    /** Keeps the claim, for as long as the work goes on; never ends by itself. */
    private Mono<Void> renewals(Write write) {
        return Flux.interval(RENEWAL)
                .onBackpressureDrop()
                .concatMap(tick -> renew(write), 1)
                .then();
    }

    private Mono<Void> renew(Write write) {
        return keys.renew(write.scope(), write.key())
                .onErrorResume(error -> {
                    log.warn("A claim of an idempotency key is not renewed: {}", error.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> release(Write write) {
        return keys.release(write.scope(), write.key());
    }

    private static ServerWebExchange withBody(ServerWebExchange exchange, byte[] body) {
        ServerHttpRequest request =
                new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        return body.length == 0
                                ? Flux.empty()
                                : Flux.just(exchange.getResponse().bufferFactory().wrap(body));
                    }
                };
        return exchange.mutate().request(request).build();
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

package io.maltan.gateway.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.maltan.gateway.upstream.AnyReplica;
import io.maltan.gateway.upstream.Service;
import io.maltan.platform.problem.Unauthorised;
import io.maltan.platform.problem.Unavailable;
import io.maltan.platform.security.InternalCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Asks the user service for the token of an API key, and remembers the answer for a while, also a
 * refusal. Keys themselves are not kept, only their digests.
 */
@Component
class KeyExchange {

    private static final Duration SOON = Duration.ofSeconds(1);

    /** So that a token does not end on its way. */
    private static final Duration SPARE = Duration.ofSeconds(5);

    private final Cache<String, Outcome> outcomes;
    private final Map<String, Mono<Outcome>> underWay = new ConcurrentHashMap<>();
    private final WebClient http = WebClient.create();
    private final AnyReplica anyReplica;
    private final InternalCalls internal;
    private final KeySettings settings;

    KeyExchange(AnyReplica anyReplica, InternalCalls internal, KeySettings settings) {
        this.anyReplica = anyReplica;
        this.internal = internal;
        this.settings = settings;
        this.outcomes =
                Caffeine.newBuilder()
                        .maximumSize(settings.known())
                        .expireAfter(
                                Expiry.creating((String key, Outcome outcome) -> outcome.kept()))
                        .ticker(Ticker.systemTicker())
                        .executor(Runnable::run)
                        .build();
    }

    /**
     * The token of a key.
     *
     * @param unknown runs before a key is asked for that is not kept in mind; may refuse
     */
    Mono<String> tokenFor(String key, Supplier<Mono<Void>> unknown) {
        String digest = digestOf(key);
        Outcome kept = outcomes.getIfPresent(digest);
        if (kept != null) {
            return kept.toToken();
        }
        return unknown.get()
                .then(Mono.defer(() -> exchangeOnce(digest, key)))
                .flatMap(Outcome::toToken);
    }

    /** Lets a key be asked for again whose token is refused. */
    void forget(String key, String token) {
        outcomes.asMap()
                .computeIfPresent(
                        digestOf(key), (same, kept) -> token.equals(kept.token()) ? null : kept);
    }

    /** Requests with the same key that come at once share one question. */
    private Mono<Outcome> exchangeOnce(String digest, String key) {
        return underWay.computeIfAbsent(
                digest,
                same ->
                        requestToken(key)
                                .doOnNext(outcome -> outcomes.put(digest, outcome))
                                .doFinally(end -> underWay.remove(digest))
                                .cache());
    }

    private Mono<Outcome> requestToken(String key) {
        return anyReplica
                .ask(Service.USER, user -> requestToken(user, key))
                .onErrorMap(error -> new Unavailable("unavailable", SOON));
    }

    private Mono<Outcome> requestToken(URI user, String key) {
        return http.post()
                .uri(user.resolve("/internal/api-keys/exchange"))
                .headers(internal::authorise)
                .bodyValue(new Question(key))
                .exchangeToMono(this::toOutcome)
                .timeout(settings.timeLimit());
    }

    private Mono<Outcome> toOutcome(ClientResponse answer) {
        if (answer.statusCode().is2xxSuccessful()) {
            return answer.bodyToMono(Answer.class)
                    .map(token -> new Outcome(token.accessToken(), keptFor(token)));
        }
        if (answer.statusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
            return answer.releaseBody().thenReturn(new Outcome(null, settings.refusalKept()));
        }
        return answer.createError();
    }

    private Duration keptFor(Answer token) {
        Duration life = Duration.ofSeconds(token.expiresIn()).minus(SPARE);
        Duration kept = life.compareTo(settings.kept()) < 0 ? life : settings.kept();
        return kept.isNegative() ? Duration.ZERO : kept;
    }

    private static String digestOf(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Question(String key) {}

    private record Answer(String accessToken, long expiresIn) {}

    /** A token, or none where the key is not valid. */
    private record Outcome(@Nullable String token, Duration kept) {

        Mono<String> toToken() {
            return token == null ? Mono.error(Outcome::refused) : Mono.just(token);
        }

        private static Unauthorised refused() {
            return new Unauthorised("invalid_api_key");
        }
    }
}

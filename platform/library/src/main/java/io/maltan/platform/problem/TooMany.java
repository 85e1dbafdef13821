package io.maltan.platform.problem;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** The caller asked too often: 429 with {@code Retry-After}. */
public non-sealed class TooMany extends Problem {

    private final Duration retryAfter;

    public TooMany(String code, Duration retryAfter, Object... arguments) {
        super(HttpStatus.TOO_MANY_REQUESTS, code, arguments);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}

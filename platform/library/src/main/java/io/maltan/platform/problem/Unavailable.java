package io.maltan.platform.problem;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Something needed is away or full for the moment: 503 with {@code Retry-After}. */
public non-sealed class Unavailable extends Problem {

    private final Duration retryAfter;

    public Unavailable(String code, Duration retryAfter, Object... arguments) {
        super(HttpStatus.SERVICE_UNAVAILABLE, code, arguments);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}

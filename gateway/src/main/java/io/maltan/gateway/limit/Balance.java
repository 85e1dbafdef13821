package io.maltan.gateway.limit;

import java.time.Duration;

/**
 * How a caller stands after a request.
 *
 * @param admitted whether the request was within the quota
 * @param left how many more are
 * @param untilNext until one more is, where none is left
 * @param untilFull until the whole quota is
 */
record Balance(boolean admitted, long left, Duration untilNext, Duration untilFull) {

    static Balance ofMicros(boolean admitted, long left, long untilNext, long untilFull) {
        return new Balance(admitted, left, micros(untilNext), micros(untilFull));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(Math.max(0, micros) * 1_000);
    }
}

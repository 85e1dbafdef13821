package io.maltan.compose.mainjob;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what was expected and what came instead. */
final class Expect {

    private static final Duration POLL = Duration.ofMillis(250);

    private Expect() {}

    /** Something that becomes true by asking again. */
    @FunctionalInterface
    interface Observation {
        boolean isTrue() throws IOException, InterruptedException;
    }

    static void soon(Duration limit, Observation observation, String expected)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!observation.isTrue()) {
            that(System.nanoTime() < end, "within %s that %s", limit, expected);
            Thread.sleep(POLL);
        }
    }

    @FormatMethod
    static void that(boolean condition, String expected, Object... arguments) {
        if (!condition) {
            throw new AssertionError("expected " + expected.formatted(arguments));
        }
    }

    static void equal(@Nullable Object expected, @Nullable Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError("%s: expected %s, was %s".formatted(what, expected, actual));
        }
    }
}

package io.maltan.compose.mainjob;

import com.google.errorprone.annotations.FormatMethod;
import io.maltan.compose.process.Polling;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what was expected and what came instead. */
final class Expect {

    private static final Duration POLL = Duration.ofMillis(250);

    private Expect() {}

    static void soon(Duration limit, Polling.Condition<IOException> condition, String expected)
            throws IOException, InterruptedException {
        that(Polling.until(limit, POLL, condition), "within %s that %s", limit, expected);
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

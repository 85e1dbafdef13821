package io.maltan.compose.process;

import java.time.Duration;

/**
 * Asks until something is so. The programs of this module have nothing else to do meanwhile, so the
 * thread that asks waits.
 */
public final class Polling {

    private Polling() {}

    /**
     * Something that is to become true.
     *
     * @param <E> what asking may throw
     */
    @FunctionalInterface
    public interface Condition<E extends Exception> {

        boolean isTrue() throws E, InterruptedException;
    }

    /** Asks at once, then after each pause; false where it has not come true within the limit. */
    public static <E extends Exception> boolean until(
            Duration limit, Duration pause, Condition<E> condition) throws E, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.isTrue()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(pause);
        }
        return true;
    }
}

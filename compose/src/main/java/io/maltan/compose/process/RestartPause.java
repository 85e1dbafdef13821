package io.maltan.compose.process;

import java.time.Duration;

/** Pauses before a program is started again: 1 s, then twice as long each time, at most 30 s. */
final class RestartPause {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** The pause after a run of the given length; a run of a minute or more starts over at 1 s. */
    Duration after(Duration run) {
        Duration pause = run.compareTo(STEADY) >= 0 ? FIRST : next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return pause;
    }
}

package io.maltan.platform.person;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Who is left alone for now: after each look in vain the pause doubles. Kept in memory alone; after
 * a restart everybody is looked at once more.
 */
final class Pauses {

    private static final int MOST = 10_000;
    private static final int MOST_DOUBLINGS = 20;

    private record Pause(int looks, Instant until) {}

    private final Duration first;
    private final Duration longest;
    private final Clock clock;
    private final Map<UUID, Pause> pauses =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Pause> eldest) {
                    return size() > MOST;
                }
            };

    Pauses(Duration first, Duration longest, Clock clock) {
        this.first = first;
        this.longest = longest;
        this.clock = clock;
    }

    /** A look at somebody was in vain. */
    synchronized void lengthen(UUID person) {
        int looks = pauses.containsKey(person) ? pauses.get(person).looks() + 1 : 0;
        Duration pause = first.multipliedBy(1L << Math.min(looks, MOST_DOUBLINGS));
        Duration bounded = pause.compareTo(longest) < 0 ? pause : longest;
        pauses.put(person, new Pause(looks, clock.instant().plus(bounded)));
    }

    synchronized void end(UUID person) {
        pauses.remove(person);
    }

    /** Who is not to be looked at yet. */
    synchronized UUID[] running() {
        Instant now = clock.instant();
        return pauses.entrySet().stream()
                .filter(entry -> entry.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .toArray(UUID[]::new);
    }
}

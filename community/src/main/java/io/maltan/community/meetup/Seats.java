package io.maltan.community.meetup;

import java.util.Set;
import java.util.UUID;

/**
 * How a meetup stands, read while its thread is locked.
 *
 * @param open whether people may join
 * @param over whether it has begun or is cancelled, so that nobody gets a seat any more
 */
record Seats(int capacity, int joined, int waiting, boolean open, boolean cancelled, boolean over) {

    /** What changed, and for whom. */
    record Change(Set<UUID> people, Seats now) {

        Change {
            people = Set.copyOf(people);
        }

        boolean isNone() {
            return people.isEmpty();
        }
    }
}

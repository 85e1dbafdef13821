package io.maltan.community.meetup;

import java.util.Set;
import java.util.UUID;

/**
 * How a meetup stands, read while its thread is locked.
 *
 * @param open whether people may join
 */
record Seats(int capacity, int joined, int waiting, boolean open, boolean cancelled) {

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

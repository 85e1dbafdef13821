package io.maltan.place.search;

import java.util.ArrayList;
import java.util.List;

/** Puts together what was found in several ways. */
final class FoundLists {

    private FoundLists() {}

    static List<Found> first(int limit, List<Found> found) {
        return found.stream().limit(limit).toList();
    }

    /** One list, and behind it what only the other has. */
    static List<Found> both(List<Found> first, List<Found> second) {
        List<Found> both = new ArrayList<>(first);
        second.stream()
                .filter(more -> first.stream().noneMatch(one -> isSame(one, more)))
                .forEach(both::add);
        return both;
    }

    private static boolean isSame(Found one, Found other) {
        return one.place().id().equals(other.place().id());
    }
}

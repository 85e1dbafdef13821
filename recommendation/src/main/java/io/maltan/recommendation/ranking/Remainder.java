package io.maltan.recommendation.ranking;

import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Vicinity;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is left when the best have been shown, in an order that no ranking moves: the nearest to
 * where the search began, then by id. So pages can go on to the last place without remembering what
 * they showed.
 */
final class Remainder {

    private final PlaceIndex places;
    private final @Nullable Vicinity origin;
    private final Key after;
    private final Key[] first;
    private int size;

    /**
     * Looks for the first so many after a key.
     *
     * @param origin where the search began; null where nobody said
     */
    Remainder(PlaceIndex places, @Nullable Position origin, Key after, int count) {
        this.places = places;
        this.origin = origin == null ? null : new Vicinity(origin.lat(), origin.lon());
        this.after = after;
        this.first = new Key[count];
    }

    void gather(IntPredicate wanted) {
        places.everywhere(place -> {
            int metres = origin == null ? 0 : (int) places.metres(place, origin);
            if (metres >= after.metres && mayBeAmongTheFirst(metres) && wanted.test(place)) {
                insert(new Key(metres, places.id(place), place));
            }
        });
    }

    private boolean mayBeAmongTheFirst(int metres) {
        return size < first.length || metres <= first[size - 1].metres;
    }

    private void insert(Key key) {
        if (key.compareTo(after) <= 0 || !isAmongTheFirst(key)) {
            return;
        }
        int at = size < first.length ? size++ : size - 1;
        while (at > 0 && first[at - 1].compareTo(key) > 0) {
            first[at] = first[at - 1];
            at--;
        }
        first[at] = key;
    }

    private boolean isAmongTheFirst(Key key) {
        return size < first.length || key.compareTo(first[size - 1]) < 0;
    }

    int size() {
        return size;
    }

    Key key(int at) {
        return first[at];
    }

    /** Where a place stands in that order. */
    record Key(int metres, UUID id, int place) implements Comparable<Key> {

        static final Key BEFORE_ALL = new Key(-1, new UUID(0, 0), -1);

        static Key of(int metres, UUID id) {
            return new Key(metres, id, -1);
        }

        @Override
        public int compareTo(Key other) {
            int byDistance = Integer.compare(metres, other.metres);
            return byDistance == 0 ? id.compareTo(other.id) : byDistance;
        }
    }
}

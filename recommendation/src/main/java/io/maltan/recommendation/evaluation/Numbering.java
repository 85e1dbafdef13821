package io.maltan.recommendation.evaluation;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;

/** Consecutive numbers for the ids of other people's files. */
final class Numbering {

    private final Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
    private final LongArrayList ids = new LongArrayList();

    Numbering() {
        numbers.defaultReturnValue(-1);
    }

    /** The number of an id; a new one where it has none. */
    int add(long id) {
        int known = numbers.get(id);
        if (known >= 0) {
            return known;
        }
        numbers.put(id, ids.size());
        ids.add(id);
        return ids.size() - 1;
    }

    /** The number of an id, -1 where it has none. */
    int find(long id) {
        return numbers.get(id);
    }

    long id(int number) {
        return ids.getLong(number);
    }

    int size() {
        return ids.size();
    }
}

package io.maltan.recommendation.model;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * Who came to what and when, in primitive arrays: people and items are numbered from 0, each
 * person's items stand together, in ascending order, each once.
 */
public final class Interactions {

    private final int items;
    private final int[] offsets;
    private final int[] item;
    private final int[] second;

    private Interactions(int items, int[] offsets, int[] item, int[] second) {
        this.items = items;
        this.offsets = offsets;
        this.item = item;
        this.second = second;
    }

    public int people() {
        return offsets.length - 1;
    }

    public int items() {
        return items;
    }

    /** How many pairs of a person and an item there are. */
    public int size() {
        return item.length;
    }

    /** Where a person's pairs begin; they end where the next person's begin. */
    public int from(int person) {
        return offsets[person];
    }

    public int to(int person) {
        return offsets[person + 1];
    }

    /** The item of a pair. */
    public int item(int pair) {
        return item[pair];
    }

    /** When a pair last came about, in seconds since the epoch. */
    public int second(int pair) {
        return second[pair];
    }

    /** A person's items, ascending. */
    public int[] itemsOf(int person) {
        return Arrays.copyOfRange(item, from(person), to(person));
    }

    /** How many people came to each item. */
    public int[] degrees() {
        int[] degrees = new int[items];
        for (int one : item) {
            degrees[one]++;
        }
        return degrees;
    }

    /** Only the pairs before a moment, of the same people and items. */
    public Interactions before(int cut) {
        Builder earlier = new Builder();
        for (int person = 0; person < people(); person++) {
            for (int pair = from(person); pair < to(person); pair++) {
                if (second[pair] < cut) {
                    earlier.add(item[pair], second[pair]);
                }
            }
            earlier.nextPerson();
        }
        return earlier.build(items);
    }

    /** The moment after which so large a share of the pairs came about. */
    public int cutForLast(double share) {
        int[] sorted = second.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * (1 - share)))];
    }

    /** How many came at a moment or after it. */
    public int countSince(int moment) {
        return (int) Arrays.stream(second).filter(at -> at >= moment).count();
    }

    long bytes() {
        return 4L * (offsets.length + item.length + second.length);
    }

    /** Takes people one after the other. */
    public static final class Builder {

        private final IntArrayList offsets = IntArrayList.of(0);
        private final IntArrayList items = new IntArrayList();
        private final IntArrayList seconds = new IntArrayList();

        /** A pair of the present person; repeated ones count once, with their latest time. */
        public void add(int item, int second) {
            items.add(item);
            seconds.add(second);
        }

        /** Ends the present person. */
        public void nextPerson() {
            int from = offsets.getInt(offsets.size() - 1);
            long[] pairs = new long[items.size() - from];
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] =
                        (long) items.getInt(from + i) << 32
                                | (seconds.getInt(from + i) & 0xffffffffL);
            }
            Arrays.sort(pairs);
            items.size(from);
            seconds.size(from);
            appendDistinct(pairs);
            offsets.add(items.size());
        }

        private void appendDistinct(long[] sorted) {
            for (int i = 0; i < sorted.length; i++) {
                boolean last =
                        i + 1 == sorted.length
                                || (int) (sorted[i] >>> 32) != (int) (sorted[i + 1] >>> 32);
                if (last) {
                    items.add((int) (sorted[i] >>> 32));
                    seconds.add((int) sorted[i]);
                }
            }
        }

        public Interactions build(int items) {
            return new Interactions(
                    items, offsets.toIntArray(), this.items.toIntArray(), seconds.toIntArray());
        }
    }
}

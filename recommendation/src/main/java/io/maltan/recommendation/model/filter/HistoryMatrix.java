package io.maltan.recommendation.model.filter;

import io.maltan.recommendation.model.Interactions;
import java.util.Arrays;

/**
 * R, who came to what, by people and by items. Multiplies blocks of columns that are kept row by
 * row: an item's numbers stand together.
 */
final class HistoryMatrix {

    private final int people;
    private final int items;
    private final int[] itemOffsets;
    private final int[] peopleOfItem;
    private final int[] personOffsets;
    private final int[] itemsOfPerson;

    HistoryMatrix(Interactions interactions) {
        this.people = interactions.people();
        this.items = interactions.items();
        this.personOffsets = new int[people + 1];
        this.itemsOfPerson = new int[interactions.size()];
        for (int person = 0; person < people; person++) {
            personOffsets[person + 1] = interactions.to(person);
        }
        for (int pair = 0; pair < itemsOfPerson.length; pair++) {
            itemsOfPerson[pair] = interactions.item(pair);
        }
        this.itemOffsets = offsets(interactions.degrees());
        this.peopleOfItem = transposed();
    }

    private static int[] offsets(int[] degrees) {
        int[] offsets = new int[degrees.length + 1];
        for (int item = 0; item < degrees.length; item++) {
            offsets[item + 1] = offsets[item] + degrees[item];
        }
        return offsets;
    }

    private int[] transposed() {
        int[] next = itemOffsets.clone();
        int[] transposed = new int[itemsOfPerson.length];
        for (int person = 0; person < people; person++) {
            for (int at = personOffsets[person]; at < personOffsets[person + 1]; at++) {
                transposed[next[itemsOfPerson[at]]++] = person;
            }
        }
        return transposed;
    }

    int people() {
        return people;
    }

    int items() {
        return items;
    }

    int degree(int item) {
        return itemOffsets[item + 1] - itemOffsets[item];
    }

    /** Of each item its degree to a power; 0 where nobody came. */
    float[] degreesTo(double power) {
        float[] scales = new float[items];
        for (int item = 0; item < items; item++) {
            scales[item] = degree(item) == 0 ? 0 : (float) Math.pow(degree(item), power);
        }
        return scales;
    }

    /**
     * Replaces a block X of some columns by {@code diag(after) Rᵀ D_u^-1 R diag(before) X}.
     *
     * @param scratch at least people × width long
     */
    void multiply(Block block, float[] before, float[] after, float[] scratch) {
        gather(block, before, scratch);
        scatter(block, after, scratch);
    }

    private void gather(Block block, float[] before, float[] scratch) {
        int width = block.width();
        Sums sums = new Sums(width);
        for (int person = 0; person < people; person++) {
            int to = personOffsets[person + 1];
            float share = 1f / (to - personOffsets[person]);
            for (int at = personOffsets[person]; at < to; at++) {
                int item = itemsOfPerson[at];
                sums.add(block.values(), block.at(item), share * before[item]);
            }
            sums.moveTo(scratch, person * width);
        }
    }

    private void scatter(Block block, float[] after, float[] scratch) {
        int width = block.width();
        Sums sums = new Sums(width);
        for (int item = 0; item < items; item++) {
            for (int at = itemOffsets[item]; at < itemOffsets[item + 1]; at++) {
                sums.add(scratch, peopleOfItem[at] * width, after[item]);
            }
            sums.moveTo(block.values(), block.at(item));
        }
    }

    /** Sums rows, four at a time: loops as short as a row is wide are costly to begin. */
    private static final class Sums {

        private final float[] sums;
        private final int[] waiting = new int[4];
        private final float[] factors = new float[4];
        private int count;
        private float[] rows = new float[0];

        Sums(int width) {
            this.sums = new float[width];
        }

        void add(float[] from, int at, float factor) {
            rows = from;
            waiting[count] = at;
            factors[count++] = factor;
            if (count == waiting.length) {
                addFour(sums, rows, waiting, factors);
                count = 0;
            }
        }

        private static void addFour(float[] to, float[] rows, int[] at, float[] factors) {
            int a = at[0];
            int b = at[1];
            int c = at[2];
            int d = at[3];
            float f = factors[0];
            float g = factors[1];
            float h = factors[2];
            float k = factors[3];
            for (int column = 0; column < to.length; column++) {
                to[column] +=
                        f * rows[a + column]
                                + g * rows[b + column]
                                + h * rows[c + column]
                                + k * rows[d + column];
            }
        }

        void moveTo(float[] target, int at) {
            for (int row = 0; row < count; row++) {
                addOne(sums, rows, waiting[row], factors[row]);
            }
            count = 0;
            System.arraycopy(sums, 0, target, at, sums.length);
            Arrays.fill(sums, 0);
        }

        private static void addOne(float[] to, float[] rows, int at, float factor) {
            for (int column = 0; column < to.length; column++) {
                to[column] += factor * rows[at + column];
            }
        }
    }

    /** Neighbouring columns of a matrix of items that is kept row by row. */
    static final class Block {

        private final float[] values;
        private final int stride;
        private final int from;
        private final int width;

        Block(float[] values, int stride, int from, int width) {
            this.values = values;
            this.stride = stride;
            this.from = from;
            this.width = width;
        }

        float[] values() {
            return values;
        }

        int width() {
            return width;
        }

        int at(int item) {
            return item * stride + from;
        }
    }
}

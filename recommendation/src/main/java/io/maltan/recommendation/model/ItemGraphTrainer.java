package io.maltan.recommendation.model;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * Makes an {@link ItemGraph} of interactions: {@code weight(j→i) = Σ_u d_u^-a · d_j^-b · d_i^-c}
 * over the people u who came to both, where d is a degree: of a person, how many items they came
 * to; of an item, how many people came to it. The exponents temper busy people and famous items.
 */
public final class ItemGraphTrainer {

    private final Settings settings;

    public ItemGraphTrainer(Settings settings) {
        this.settings = settings;
    }

    public ItemGraph train(Interactions interactions) {
        return new Training(interactions).run();
    }

    private static double power(int degree, double exponent) {
        return Math.pow(Math.max(1, degree), -exponent);
    }

    /**
     * How a graph is made.
     *
     * @param personExponent how much less each interaction of a busy person counts
     * @param fromExponent how much less a link from an item that many come to counts
     * @param toExponent the same for links to it
     * @param neighbours how many of an item's links are kept
     * @param longestHistory how many items of one person are used at most
     */
    public record Settings(
            double personExponent,
            double fromExponent,
            double toExponent,
            int neighbours,
            int longestHistory) {

        /** As published for check-ins. */
        public static final Settings STANDARD = new Settings(0.7, 0.5, 0.35, 300, 1_000);

        /** The same with as many links of an item as fit, so that so many items take no more. */
        public Settings within(long bytes, int items) {
            long fitting = bytes / ItemGraph.BYTES_PER_LINK / Math.max(1, items);
            return new Settings(
                    personExponent,
                    fromExponent,
                    toExponent,
                    (int) Math.min(neighbours, Math.max(1, fitting)),
                    longestHistory);
        }
    }

    private final class Training {

        private final Interactions interactions;
        private final int[] degrees;
        private final int[] visitorOffsets;
        private final int[] visitors;
        private final float[] sums;
        private final IntArrayList touched = new IntArrayList();

        Training(Interactions interactions) {
            this.interactions = interactions;
            this.degrees = interactions.degrees();
            this.visitorOffsets = offsetsOf(degrees);
            this.visitors = visitorsByItem();
            this.sums = new float[interactions.items()];
        }

        private static int[] offsetsOf(int[] degrees) {
            int[] offsets = new int[degrees.length + 1];
            for (int item = 0; item < degrees.length; item++) {
                offsets[item + 1] = offsets[item] + degrees[item];
            }
            return offsets;
        }

        private int[] visitorsByItem() {
            int[] next = visitorOffsets.clone();
            int[] people = new int[interactions.size()];
            for (int person = 0; person < interactions.people(); person++) {
                for (int at = interactions.from(person); at < interactions.to(person); at++) {
                    people[next[interactions.item(at)]++] = person;
                }
            }
            return people;
        }

        ItemGraph run() {
            int items = interactions.items();
            int[] offsets = new int[items + 1];
            IntArrayList neighbours = new IntArrayList();
            IntArrayList weights = new IntArrayList();
            for (int item = 0; item < items; item++) {
                gather(item);
                keepStrongest(item, neighbours, weights);
                offsets[item + 1] = neighbours.size();
            }
            return new ItemGraph(offsets, neighbours.toIntArray(), floats(weights));
        }

        private static float[] floats(IntArrayList bits) {
            float[] floats = new float[bits.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = Float.intBitsToFloat(bits.getInt(i));
            }
            return floats;
        }

        private void gather(int item) {
            for (int at = visitorOffsets[item]; at < visitorOffsets[item + 1]; at++) {
                int person = visitors[at];
                int from = interactions.from(person);
                int to = interactions.to(person);
                float share = (float) power(to - from, settings.personExponent());
                for (int pair = from;
                        pair < Math.min(to, from + settings.longestHistory());
                        pair++) {
                    add(interactions.item(pair), share);
                }
            }
        }

        private void add(int other, float share) {
            if (sums[other] == 0) {
                touched.add(other);
            }
            sums[other] += share;
        }

        private void keepStrongest(int item, IntArrayList neighbours, IntArrayList weightBits) {
            double own = power(degrees[item], settings.fromExponent());
            long[] links = new long[touched.size()];
            int count = 0;
            for (int other : touched.toIntArray()) {
                double weight = sums[other] * own * power(degrees[other], settings.toExponent());
                sums[other] = 0;
                if (other != item) {
                    links[count++] = packed((float) weight, other);
                }
            }
            touched.clear();
            Arrays.sort(links, 0, count);
            for (int i = 0; i < Math.min(count, settings.neighbours()); i++) {
                neighbours.add((int) links[i]);
                weightBits.add(~(int) (links[i] >>> 32));
            }
        }

        /** Sorts ascending as the weights descend: bits of positive floats order like floats. */
        private static long packed(float weight, int item) {
            return (long) ~Float.floatToIntBits(weight) << 32 | item;
        }
    }
}

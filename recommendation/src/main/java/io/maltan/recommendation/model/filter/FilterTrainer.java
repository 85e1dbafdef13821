package io.maltan.recommendation.model.filter;

import io.maltan.recommendation.model.CompositeFilter;
import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.OffHeap;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link CompositeFilter} of interactions: the sparse part S, and beside it {@code β A Bᵀ}
 * with {@code A = D_i^-½ V}, {@code B = h(P) D_i^½ V}, where V spans the leading singular vectors.
 */
public final class FilterTrainer {

    private static final int WIDTH = 32;

    private final FilterSettings settings;

    public FilterTrainer(FilterSettings settings) {
        this.settings = settings;
    }

    /** What training takes at its height, in bytes, about. */
    public static long peakBytes(long people, long items, long pairs, FilterSettings settings) {
        long sparse = 5L * settings.neighbours() * items;
        long blocks = 4L * settings.threads() * (2 * WIDTH * items + WIDTH * people);
        long dense = 4L * settings.rank() * items + 2L * settings.rank() * items;
        return 32 * pairs + sparse + Math.max(blocks, dense);
    }

    /** How many multiplications it takes, about. */
    public static double work(double items, double pairs) {
        return 10 * items * pairs;
    }

    public CompositeFilter train(Interactions interactions) {
        return train(interactions, null);
    }

    /** A model that is right for histories of certain items alone; cheaper where they are few. */
    public CompositeFilter trainFor(Interactions interactions, int[] items) {
        return train(interactions, items.clone());
    }

    private CompositeFilter train(Interactions interactions, int @Nullable [] rows) {
        HistoryMatrix matrix = new HistoryMatrix(interactions);
        Workers workers = new Workers(settings.threads());
        Map<String, MemorySegment> sections = new LinkedHashMap<>();
        new SparsePart(matrix, settings, rows).addTo(sections, workers);
        addLowRank(sections, matrix, workers);
        return CompositeFilter.of(sections);
    }

    private void addLowRank(
            Map<String, MemorySegment> sections, HistoryMatrix matrix, Workers workers) {
        int rank = Math.min(settings.rank(), Math.min(matrix.items(), matrix.people()));
        float[] vectors = new Subspace(matrix, rank, settings.seed(), workers).basis();
        float[] sourceScale = matrix.degreesTo(-0.5);
        for (int item = 0; item < sourceScale.length; item++) {
            sourceScale[item] *= (float) settings.lowRankWeight();
        }
        Quantised sources = Quantised.of(vectors, rank, sourceScale);
        scale(vectors, rank, matrix.degreesTo(0.5));
        sharpen(vectors, rank, matrix, workers);
        float[] ones = new float[matrix.items()];
        Arrays.fill(ones, 1);
        Quantised targets = Quantised.of(vectors, rank, ones);
        sections.put("sources", sources.bytes());
        sections.put("sourceScales", sources.scales());
        sections.put("targets", targets.bytes());
        sections.put("targetScales", targets.scales());
    }

    private static void scale(float[] vectors, int rank, float[] factors) {
        for (int item = 0; item < factors.length; item++) {
            for (int at = item * rank; at < (item + 1) * rank; at++) {
                vectors[at] *= factors[item];
            }
        }
    }

    private void sharpen(float[] vectors, int rank, HistoryMatrix matrix, Workers workers) {
        Sharpening sharpening = new Sharpening(matrix, settings.strength());
        int blocks = (rank + WIDTH - 1) / WIDTH;
        workers.each(
                blocks,
                () -> {
                    float[] sums = new float[matrix.items() * WIDTH];
                    float[] scratch = new float[matrix.people() * WIDTH];
                    IntConsumer sharpened =
                            block -> {
                                int from = block * WIDTH;
                                int width = Math.min(WIDTH, rank - from);
                                Arrays.fill(sums, 0);
                                sharpening.apply(
                                        new HistoryMatrix.Block(vectors, rank, from, width),
                                        scratch,
                                        Sharpening.Term.into(sums, matrix.items()));
                                for (int item = 0; item < matrix.items(); item++) {
                                    System.arraycopy(
                                            sums, item * width, vectors, item * rank + from, width);
                                }
                            };
                    return sharpened;
                });
    }

    /** Rows of numbers as bytes, each row with a scale. */
    private record Quantised(MemorySegment bytes, MemorySegment scales) {

        static Quantised of(float[] rows, int rank, float[] factors) {
            MemorySegment bytes = OffHeap.allocate(rows.length);
            float[] scales = new float[factors.length];
            for (int item = 0; item < factors.length; item++) {
                float largest = 0;
                for (int at = item * rank; at < (item + 1) * rank; at++) {
                    largest = Math.max(largest, Math.abs(rows[at]));
                }
                scales[item] = factors[item] * largest / Byte.MAX_VALUE;
                float steps = largest == 0 ? 0 : Byte.MAX_VALUE / largest;
                for (int at = item * rank; at < (item + 1) * rank; at++) {
                    bytes.set(OffHeap.BYTE, at, (byte) Math.round(rows[at] * steps));
                }
            }
            return new Quantised(bytes, OffHeap.of(scales));
        }
    }
}

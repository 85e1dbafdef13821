package io.maltan.recommendation.model.filter;

import io.maltan.recommendation.model.OffHeap;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code S = D_i^-½ Rᵀ D_u^-1 R D_i^-c · h(P)}, of each row the entries that are largest in
 * absolute value. Rows are computed in blocks of columns that are 1 in one place and else 0, so
 * that nothing as large as items × items ever exists.
 */
final class SparsePart {

    private static final int WIDTH = 32;

    private final HistoryMatrix matrix;
    private final Sharpening sharpening;
    private final float[] before;
    private final float[] after;
    private final int kept;
    private final int[] rows;
    private final int[] counts;
    private final MemorySegment neighbours;
    private final MemorySegment weights;
    private final float[] scales;

    /** Only some of the rows, which is all that certain histories need; null for all of them. */
    SparsePart(HistoryMatrix matrix, FilterSettings settings, int @Nullable [] rows) {
        this.matrix = matrix;
        this.sharpening = new Sharpening(matrix, settings.strength());
        this.before = matrix.degreesTo(-0.5);
        this.after = matrix.degreesTo(-settings.targetExponent());
        this.kept = Math.max(0, Math.min(settings.neighbours(), matrix.items() - 1));
        this.rows = rows == null ? IntStream.range(0, matrix.items()).toArray() : rows.clone();
        this.counts = new int[matrix.items()];
        this.neighbours = OffHeap.allocate(4L * kept * matrix.items());
        this.weights = OffHeap.allocate((long) kept * matrix.items());
        this.scales = new float[matrix.items()];
    }

    /** Computes it, and adds its sections. */
    void addTo(Map<String, MemorySegment> sections, Workers workers) {
        int blocks = (rows.length + WIDTH - 1) / WIDTH;
        workers.each(blocks, Rows::new);
        int[] offsets = new int[matrix.items() + 1];
        for (int item = 0; item < matrix.items(); item++) {
            moveTogether(item, offsets[item]);
            offsets[item + 1] = offsets[item] + counts[item];
        }
        long links = offsets[matrix.items()];
        sections.put("offsets", OffHeap.of(offsets));
        sections.put("neighbours", neighbours.asSlice(0, 4 * links));
        sections.put("weights", weights.asSlice(0, links));
        sections.put("weightScales", OffHeap.of(scales));
    }

    private void moveTogether(int item, long to) {
        long from = (long) item * kept;
        MemorySegment.copy(neighbours, 4 * from, neighbours, 4 * to, 4L * counts[item]);
        MemorySegment.copy(weights, from, weights, to, counts[item]);
    }

    /** One thread's share of the rows. */
    private final class Rows implements IntConsumer {

        private final float[] term = new float[matrix.items() * WIDTH];
        private final float[] sums = new float[matrix.items() * WIDTH];
        private final float[] scratch = new float[matrix.people() * WIDTH];
        private final float[] row = new float[matrix.items()];
        private final float[] sizes = new float[matrix.items()];

        @Override
        public void accept(int block) {
            int first = block * WIDTH;
            int width = Math.min(WIDTH, rows.length - first);
            Arrays.fill(term, 0);
            Arrays.fill(sums, 0);
            for (int column = 0; column < width; column++) {
                term[rows[first + column] * width + column] = 1;
            }
            HistoryMatrix.Block columns = new HistoryMatrix.Block(term, width, 0, width);
            matrix.multiply(columns, before, after, scratch);
            sharpening.apply(columns, scratch, Sharpening.Term.into(sums, matrix.items()));
            for (int column = 0; column < width; column++) {
                keepLargest(rows[first + column], column, width);
            }
        }

        private void keepLargest(int item, int column, int width) {
            for (int other = 0; other < row.length; other++) {
                row[other] = other == item ? 0 : sums[other * width + column];
                sizes[other] = Math.abs(row[other]);
            }
            float largest = largest(sizes);
            float least = Math.max(Selection.atLeast(sizes, kept), Float.MIN_NORMAL);
            scales[item] = largest / Byte.MAX_VALUE;
            store(item, least);
        }

        private void store(int item, float least) {
            long at = (long) item * kept;
            int count = 0;
            for (int other = 0; other < row.length && count < kept; other++) {
                if (Math.abs(row[other]) >= least) {
                    byte weight = (byte) Math.round(row[other] / scales[item]);
                    if (weight != 0) {
                        neighbours.setAtIndex(OffHeap.INT, at + count, other);
                        weights.set(OffHeap.BYTE, at + count, weight);
                        count++;
                    }
                }
            }
            counts[item] = count;
        }

        private static float largest(float[] sizes) {
            float largest = 0;
            for (float size : sizes) {
                largest = Math.max(largest, size);
            }
            return largest;
        }
    }
}

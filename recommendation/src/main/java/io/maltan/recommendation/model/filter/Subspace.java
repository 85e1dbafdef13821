package io.maltan.recommendation.model.filter;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * The span of the leading right singular vectors of {@code D_u^-½ R D_i^-½}, by subspace iteration
 * from a random start (Halko, Martinsson, Tropp 2011) with Cholesky-QR (Yamamoto and others 2015).
 * What it is used for depends on the span alone, so the vectors themselves are not told apart.
 */
final class Subspace {

    private static final int ROUNDS = 6;
    private static final int PRODUCTS_A_ROUND = 2;
    private static final int WIDTH = 32;
    private static final int TOGETHER = 8;
    private static final int CHUNK = 1_024;

    private final HistoryMatrix matrix;
    private final int rank;
    private final Workers workers;
    private final float[] half;
    private final float[] vectors;

    Subspace(HistoryMatrix matrix, int rank, long seed, Workers workers) {
        this.matrix = matrix;
        this.rank = rank;
        this.workers = workers;
        this.half = matrix.degreesTo(-0.5);
        this.vectors = new float[Math.multiplyExact(matrix.items(), rank)];
        fill(new Random(seed));
    }

    private void fill(Random random) {
        for (int at = 0; at < vectors.length; at++) {
            vectors[at] = (float) random.nextGaussian();
        }
    }

    /** An orthonormal basis, item by item. */
    float[] basis() {
        for (int round = 0; round < ROUNDS; round++) {
            for (int product = 0; product < PRODUCTS_A_ROUND; product++) {
                multiply();
            }
            orthonormalise();
        }
        orthonormalise();
        return vectors;
    }

    private void multiply() {
        int blocks = (rank + WIDTH - 1) / WIDTH;
        workers.each(
                blocks,
                () -> {
                    float[] scratch = new float[matrix.people() * WIDTH];
                    return block -> {
                        int from = block * WIDTH;
                        int width = Math.min(WIDTH, rank - from);
                        matrix.multiply(
                                new HistoryMatrix.Block(vectors, rank, from, width),
                                half,
                                half,
                                scratch);
                    };
                });
    }

    private void orthonormalise() {
        float[][] inverse = Cholesky.inverseFactor(gram());
        int chunks = (matrix.items() + CHUNK - 1) / CHUNK;
        workers.each(chunks, () -> new Turning(inverse));
    }

    private double[][] gram() {
        double[][] gram = new double[rank][rank];
        int chunks = (matrix.items() + CHUNK - 1) / CHUNK;
        workers.each(
                chunks,
                () -> {
                    float[][] sums = new float[rank][rank];
                    return chunk -> {
                        addProducts(chunk, sums);
                        flush(sums, gram);
                    };
                });
        for (int row = 0; row < rank; row++) {
            for (int column = 0; column < row; column++) {
                gram[row][column] = gram[column][row];
            }
        }
        return gram;
    }

    private void addProducts(int chunk, float[][] sums) {
        int to = Math.min(matrix.items(), (chunk + 1) * CHUNK);
        int item = chunk * CHUNK;
        float[] none = new float[TOGETHER * rank];
        for (; item < to; item += TOGETHER) {
            int count = Math.min(TOGETHER, to - item);
            if (count < TOGETHER) {
                Arrays.fill(none, 0);
                System.arraycopy(vectors, item * rank, none, 0, count * rank);
                addProducts(none, 0, sums);
            } else {
                addProducts(vectors, item * rank, sums);
            }
        }
    }

    private void addProducts(float[] rows, int at, float[][] sums) {
        for (int row = 0; row < rank; row++) {
            addProducts(rows, at, row, sums[row], rank);
        }
    }

    private static void addProducts(float[] v, int at, int row, float[] sums, int rank) {
        float f0 = v[at + row];
        float f1 = v[at + rank + row];
        float f2 = v[at + 2 * rank + row];
        float f3 = v[at + 3 * rank + row];
        float f4 = v[at + 4 * rank + row];
        float f5 = v[at + 5 * rank + row];
        float f6 = v[at + 6 * rank + row];
        float f7 = v[at + 7 * rank + row];
        for (int column = row; column < rank; column++) {
            sums[column] +=
                    f0 * v[at + column]
                            + f1 * v[at + rank + column]
                            + f2 * v[at + 2 * rank + column]
                            + f3 * v[at + 3 * rank + column]
                            + f4 * v[at + 4 * rank + column]
                            + f5 * v[at + 5 * rank + column]
                            + f6 * v[at + 6 * rank + column]
                            + f7 * v[at + 7 * rank + column];
        }
    }

    /** Sums of floats stay short, so that little is lost; the long ones are of doubles. */
    private void flush(float[][] sums, double[][] gram) {
        synchronized (gram) {
            for (int row = 0; row < rank; row++) {
                for (int column = row; column < rank; column++) {
                    gram[row][column] += sums[row][column];
                }
                Arrays.fill(sums[row], 0);
            }
        }
    }

    /** Multiplies rows with a triangular matrix from the right. */
    private final class Turning implements IntConsumer {

        private final float[][] upper;
        private final float[] turned = new float[TOGETHER * rank];

        Turning(float[][] upper) {
            this.upper = upper;
        }

        @Override
        public void accept(int chunk) {
            int to = Math.min(matrix.items(), (chunk + 1) * CHUNK);
            for (int item = chunk * CHUNK; item < to; item += TOGETHER) {
                turn(item, Math.min(TOGETHER, to - item));
            }
        }

        private void turn(int item, int count) {
            Arrays.fill(turned, 0);
            for (int row = 0; row < rank; row++) {
                for (int k = 0; k < count; k++) {
                    float factor = vectors[(item + k) * rank + row];
                    add(turned, k * rank, upper[row], row, factor, rank);
                }
            }
            System.arraycopy(turned, 0, vectors, item * rank, count * rank);
        }

        private static void add(
                float[] to, int at, float[] from, int first, float factor, int rank) {
            for (int column = first; column < rank; column++) {
                to[at + column] += factor * from[column];
            }
        }
    }
}

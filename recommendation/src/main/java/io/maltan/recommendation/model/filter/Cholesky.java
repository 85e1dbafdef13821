package io.maltan.recommendation.model.filter;

/** The triangular factor of a symmetric matrix. */
final class Cholesky {

    private static final double FAINTEST = 1e-9;

    private Cholesky() {}

    /**
     * For G = Uᵀ U the inverse of U, upper triangular. Directions that G hardly has, because there
     * are fewer than columns, become 0 instead of noise.
     */
    static float[][] inverseFactor(double[][] symmetric) {
        int size = symmetric.length;
        double[][] upper = new double[size][size];
        double largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, symmetric[i][i]);
        }
        boolean[] faint = new boolean[size];
        for (int i = 0; i < size; i++) {
            double pivot = symmetric[i][i];
            for (int k = 0; k < i; k++) {
                pivot -= upper[k][i] * upper[k][i];
            }
            faint[i] = !(pivot > largest * FAINTEST);
            if (!faint[i]) {
                fillRow(symmetric, upper, i, Math.sqrt(pivot));
            }
        }
        return inverse(upper, faint);
    }

    private static void fillRow(double[][] symmetric, double[][] upper, int i, double pivot) {
        double[] row = symmetric[i].clone();
        for (int k = 0; k < i; k++) {
            double factor = upper[k][i];
            for (int j = i + 1; j < row.length; j++) {
                row[j] -= factor * upper[k][j];
            }
        }
        upper[i][i] = pivot;
        for (int j = i + 1; j < row.length; j++) {
            upper[i][j] = row[j] / pivot;
        }
    }

    private static float[][] inverse(double[][] upper, boolean[] faint) {
        int size = upper.length;
        double[][] inverse = new double[size][size];
        for (int i = size - 1; i >= 0; i--) {
            if (faint[i]) {
                continue;
            }
            inverse[i][i] = 1 / upper[i][i];
            for (int k = i + 1; k < size; k++) {
                double factor = upper[i][k] / upper[i][i];
                for (int j = k; j < size; j++) {
                    inverse[i][j] -= factor * inverse[k][j];
                }
            }
        }
        return floats(inverse);
    }

    private static float[][] floats(double[][] doubles) {
        float[][] floats = new float[doubles.length][doubles.length];
        for (int i = 0; i < doubles.length; i++) {
            for (int j = i; j < doubles.length; j++) {
                floats[i][j] = (float) doubles[i][j];
            }
        }
        return floats;
    }
}

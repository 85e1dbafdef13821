package io.maltan.recommendation.situated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * McFadden's conditional logit: the chance that a place is chosen among others is the softmax of a
 * weighted sum of its features. Convex, so that one answer is best; found by L-BFGS.
 */
final class ConditionalLogit {

    private static final double PENALTY = 1e-3;
    private static final int ROUNDS = 150;
    private static final int REMEMBERED = 10;
    private static final double GOOD_ENOUGH = 1e-7;

    private final int width;
    private final List<float[]> choices = new ArrayList<>();

    ConditionalLogit(int width) {
        this.width = width;
    }

    /** Takes the features of what was chosen, then of each of the others, one after the other. */
    void add(float[] choice) {
        if (choice.length > width) {
            choices.add(choice);
        }
    }

    /** The weights, for the features as they were given. */
    double[] learn() {
        double[] spread = standardise();
        double[] weights = minimise();
        for (int feature = 0; feature < width; feature++) {
            weights[feature] /= spread[feature];
        }
        return weights;
    }

    /** Each feature's spread is taken within a choice: what all have in common tells nothing. */
    private double[] standardise() {
        double[] squares = new double[width];
        long count = 0;
        for (float[] choice : choices) {
            int rows = choice.length / width;
            count += rows;
            for (int feature = 0; feature < width; feature++) {
                squares[feature] += centre(choice, rows, feature);
            }
        }
        double[] spread = new double[width];
        for (int feature = 0; feature < width; feature++) {
            double deviation = Math.sqrt(squares[feature] / Math.max(1, count));
            spread[feature] = deviation < 1e-6 ? 1 : deviation;
        }
        for (float[] choice : choices) {
            for (int at = 0; at < choice.length; at++) {
                choice[at] /= (float) spread[at % width];
            }
        }
        return spread;
    }

    private double centre(float[] choice, int rows, int feature) {
        double mean = 0;
        for (int row = 0; row < rows; row++) {
            mean += choice[row * width + feature] / rows;
        }
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            choice[row * width + feature] -= (float) mean;
            squares += choice[row * width + feature] * choice[row * width + feature];
        }
        return squares;
    }

    /** The loss, and its gradient. */
    private double loss(double[] weights, double[] gradient) {
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (float[] choice : choices) {
            loss += loss(choice, weights, gradient) / choices.size();
        }
        for (int feature = 0; feature < width; feature++) {
            gradient[feature] = gradient[feature] / choices.size() + 2 * PENALTY * weights[feature];
            loss += PENALTY * weights[feature] * weights[feature];
        }
        return loss;
    }

    private double loss(float[] choice, double[] weights, double[] gradient) {
        int rows = choice.length / width;
        double[] scores = new double[rows];
        double highest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < rows; row++) {
            for (int feature = 0; feature < width; feature++) {
                scores[row] += weights[feature] * choice[row * width + feature];
            }
            highest = Math.max(highest, scores[row]);
        }
        double total = 0;
        for (double score : scores) {
            total += Math.exp(score - highest);
        }
        for (int row = 0; row < rows; row++) {
            double chance = Math.exp(scores[row] - highest) / total - (row == 0 ? 1 : 0);
            for (int feature = 0; feature < width; feature++) {
                gradient[feature] += chance * choice[row * width + feature];
            }
        }
        return highest + Math.log(total) - scores[0];
    }

    private double[] minimise() {
        double[] at = new double[width];
        double[] gradient = new double[width];
        double loss = loss(at, gradient);
        Memory memory = new Memory();
        for (int round = 0; round < ROUNDS; round++) {
            double[] direction = memory.direction(gradient);
            double[] next = new double[width];
            double[] nextGradient = new double[width];
            double step = round == 0 ? 1 / Math.max(1, norm(gradient)) : 1;
            double slope = dot(gradient, direction);
            double nextLoss = move(at, direction, step, next, nextGradient);
            while (!(nextLoss <= loss + 1e-4 * step * slope) && step > 1e-10) {
                step /= 2;
                nextLoss = move(at, direction, step, next, nextGradient);
            }
            if (!(loss - nextLoss > GOOD_ENOUGH)) {
                break;
            }
            memory.add(minus(next, at), minus(nextGradient, gradient));
            at = next;
            gradient = nextGradient;
            loss = nextLoss;
        }
        return at;
    }

    private double move(
            double[] from, double[] direction, double step, double[] to, double[] gradient) {
        for (int feature = 0; feature < width; feature++) {
            to[feature] = from[feature] + step * direction[feature];
        }
        return loss(to, gradient);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    /** The latest steps, which stand for the curvature. */
    private static final class Memory {

        private final List<double[]> steps = new ArrayList<>();
        private final List<double[]> changes = new ArrayList<>();

        void add(double[] step, double[] change) {
            if (dot(step, change) <= 1e-12) {
                return;
            }
            steps.add(step);
            changes.add(change);
            if (steps.size() > REMEMBERED) {
                steps.removeFirst();
                changes.removeFirst();
            }
        }

        /** The two-loop recursion (Nocedal 1980). */
        double[] direction(double[] gradient) {
            double[] direction = gradient.clone();
            double[] factors = new double[steps.size()];
            for (int k = steps.size() - 1; k >= 0; k--) {
                factors[k] = dot(steps.get(k), direction) / dot(steps.get(k), changes.get(k));
                add(direction, changes.get(k), -factors[k]);
            }
            if (!steps.isEmpty()) {
                double[] step = steps.getLast();
                double[] change = changes.getLast();
                scale(direction, dot(step, change) / dot(change, change));
            }
            for (int k = 0; k < steps.size(); k++) {
                double factor = dot(changes.get(k), direction) / dot(steps.get(k), changes.get(k));
                add(direction, steps.get(k), factors[k] - factor);
            }
            scale(direction, -1);
            return direction;
        }

        private static void add(double[] to, double[] what, double factor) {
            for (int i = 0; i < to.length; i++) {
                to[i] += factor * what[i];
            }
        }

        private static void scale(double[] what, double factor) {
            for (int i = 0; i < what.length; i++) {
                what[i] *= factor;
            }
        }
    }
}

package io.maltan.recommendation.learning;

import java.util.ArrayList;
import java.util.List;

/** Finds the least of a smooth function, by the limited-memory method of Nocedal (1980). */
final class Lbfgs {

    private static final int ROUNDS = 150;
    private static final int REMEMBERED = 10;
    private static final double GOOD_ENOUGH = 1e-7;

    private final Function function;

    Lbfgs(Function function) {
        this.function = function;
    }

    /** What is to become small. */
    @FunctionalInterface
    interface Function {

        /** Its value at a point; overwrites the gradient. */
        double at(double[] point, double[] gradient);
    }

    double[] minimise(double[] start) {
        double[] at = start.clone();
        double[] gradient = new double[at.length];
        double loss = function.at(at, gradient);
        Memory memory = new Memory();
        for (int round = 0; round < ROUNDS; round++) {
            double[] direction = memory.direction(gradient);
            double[] next = new double[at.length];
            double[] nextGradient = new double[at.length];
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
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] + step * direction[i];
        }
        return function.at(to, gradient);
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

        /** The two-loop recursion. */
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

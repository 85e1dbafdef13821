package io.maltan.recommendation.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was chosen, and from what. The chance that a thing is chosen among others is the softmax of
 * a weighted sum of its features: McFadden's conditional logit, convex in the weights.
 */
final class Choices {

    private final int width;
    private final List<float[]> choices = new ArrayList<>();

    Choices(int width) {
        this.width = width;
    }

    /** Takes the features of what was chosen, then of each of the others, one after the other. */
    void add(float[] choice) {
        if (choice.length > width) {
            choices.add(choice);
        }
    }

    int size() {
        return choices.size();
    }

    /**
     * Divides each feature by its spread within choices, and centres it: what all have in common
     * tells nothing.
     *
     * @return the spreads
     */
    double[] standardise() {
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

    /**
     * Minus the mean logarithm of the chance of what was chosen.
     *
     * @param gradient is overwritten
     */
    double loss(double[] weights, double[] gradient) {
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (float[] choice : choices) {
            loss += loss(choice, weights, gradient) / choices.size();
        }
        for (int feature = 0; feature < width; feature++) {
            gradient[feature] /= Math.max(1, choices.size());
        }
        return loss;
    }

    private double loss(float[] choice, double[] weights, double[] gradient) {
        double[] scores = scores(choice, weights);
        double highest = Arrays.stream(scores).max().orElse(0);
        double total = 0;
        for (double score : scores) {
            total += Math.exp(score - highest);
        }
        for (int row = 0; row < scores.length; row++) {
            double chance = Math.exp(scores[row] - highest) / total - (row == 0 ? 1 : 0);
            for (int feature = 0; feature < width; feature++) {
                gradient[feature] += chance * choice[row * width + feature];
            }
        }
        return highest + Math.log(total) - scores[0];
    }

    private double[] scores(float[] choice, double[] weights) {
        double[] scores = new double[choice.length / width];
        for (int row = 0; row < scores.length; row++) {
            for (int feature = 0; feature < width; feature++) {
                scores[row] += weights[feature] * choice[row * width + feature];
            }
        }
        return scores;
    }

    /** At which rank weights put what was chosen, choice by choice; of equals half come first. */
    double[] ranks(double[] weights) {
        return choices.stream().mapToDouble(choice -> rank(scores(choice, weights))).toArray();
    }

    private static double rank(double[] scores) {
        double rank = 1;
        for (int row = 1; row < scores.length; row++) {
            rank += scores[row] > scores[0] ? 1 : scores[row] == scores[0] ? 0.5 : 0;
        }
        return rank;
    }
}

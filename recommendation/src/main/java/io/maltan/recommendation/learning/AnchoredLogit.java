package io.maltan.recommendation.learning;

import java.util.Arrays;

/**
 * Weights of features that explain choices, near to those that are believed beforehand: {@code
 * weight_f = believed_f · exp(θ_f)}, with a normal prior on θ. So a weight keeps its sign, a weight
 * of 0 stays 0, few choices change little, and many may change a weight several times over. How
 * decidedly people choose is a factor of all weights, another for each kind of choice, that is
 * learned beside them and left out of the answer: so learned weights stay comparable with those
 * that are held, and a kind of choice that is easily foretold does not shift the others. Kinds
 * count alike, however many choices each has.
 */
public final class AnchoredLogit {

    /** A weight that is half or twice what is believed is one to one and a half of these away. */
    private static final double DOUBT = 0.5;

    private static final double DECIDEDNESS_DOUBT = 2;

    private final double[] believed;
    private final boolean[] held;
    private final Choices[] kinds;

    /**
     * For features in the order of the arrays.
     *
     * @param believed the weights that are believed beforehand
     * @param held the features whose weights are not to be learned
     * @param kinds how many kinds of choices there are
     */
    public AnchoredLogit(double[] believed, boolean[] held, int kinds) {
        this.believed = believed.clone();
        this.held = held.clone();
        this.kinds = new Choices[kinds];
        Arrays.setAll(this.kinds, kind -> new Choices(believed.length));
    }

    /** Takes the features of what was chosen, then of each of the others, one after the other. */
    public void add(float[] choice, int kind) {
        kinds[kind].add(choice);
    }

    public int size() {
        return Arrays.stream(kinds).mapToInt(Choices::size).sum();
    }

    public double[] learn() {
        double[] point = new Lbfgs(this::loss).minimise(new double[believed.length + kinds.length]);
        return weights(point);
    }

    /** At which rank weights put what was chosen, choice by choice of a kind. */
    public double[] ranks(double[] weights, int kind) {
        return kinds[kind].ranks(weights);
    }

    /** The same of all kinds. */
    public double[] ranks(double[] weights) {
        return Arrays.stream(kinds)
                .flatMapToDouble(choices -> Arrays.stream(choices.ranks(weights)))
                .toArray();
    }

    private double[] weights(double[] point) {
        double[] weights = believed.clone();
        for (int feature = 0; feature < weights.length; feature++) {
            weights[feature] *= held[feature] ? 1 : Math.exp(point[feature]);
        }
        return weights;
    }

    /** By what is believed, the point is a normal one around 0; its end are the decidednesses. */
    private double loss(double[] point, double[] gradient) {
        Arrays.fill(gradient, 0);
        double certainty = 1.0 / Math.max(1, size());
        double loss = 0;
        for (int feature = 0; feature < believed.length; feature++) {
            if (!held[feature]) {
                gradient[feature] = certainty * point[feature] / square(DOUBT);
                loss += certainty * square(point[feature] / DOUBT) / 2;
            }
        }
        for (int kind = 0; kind < kinds.length; kind++) {
            int at = believed.length + kind;
            gradient[at] = certainty * point[at] / square(DECIDEDNESS_DOUBT);
            loss += certainty * square(point[at] / DECIDEDNESS_DOUBT) / 2;
            loss += kinds[kind].size() == 0 ? 0 : loss(kind, point, gradient);
        }
        return loss;
    }

    private double loss(int kind, double[] point, double[] gradient) {
        double share = 1.0 / Arrays.stream(kinds).filter(choices -> choices.size() > 0).count();
        double decidedness = Math.exp(point[believed.length + kind]);
        double[] weights = weights(point);
        for (int feature = 0; feature < weights.length; feature++) {
            weights[feature] *= decidedness;
        }
        double[] slopes = new double[weights.length];
        double loss = share * kinds[kind].loss(weights, slopes);
        for (int feature = 0; feature < weights.length; feature++) {
            double slope = share * slopes[feature] * weights[feature];
            gradient[believed.length + kind] += slope;
            gradient[feature] += held[feature] ? 0 : slope;
        }
        return loss;
    }

    private static double square(double value) {
        return value * value;
    }
}

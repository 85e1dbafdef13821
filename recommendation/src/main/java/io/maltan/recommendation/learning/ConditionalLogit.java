package io.maltan.recommendation.learning;

/** Weights of features that explain choices best, of whatever sign and size; kept small. */
public final class ConditionalLogit {

    private static final double PENALTY = 1e-3;

    private final int width;
    private final Choices choices;

    /** For so many features. */
    public ConditionalLogit(int width) {
        this.width = width;
        this.choices = new Choices(width);
    }

    /**
     * Takes the features of what was chosen, then of each of the others, one after the other. The
     * array is changed later on.
     */
    public void add(float[] choice) {
        choices.add(choice);
    }

    /** The weights, for the features as they were given. */
    public double[] learn() {
        double[] spread = choices.standardise();
        double[] weights = new Lbfgs(this::loss).minimise(new double[width]);
        for (int feature = 0; feature < width; feature++) {
            weights[feature] /= spread[feature];
        }
        return weights;
    }

    private double loss(double[] weights, double[] gradient) {
        double loss = choices.loss(weights, gradient);
        for (int feature = 0; feature < width; feature++) {
            gradient[feature] += 2 * PENALTY * weights[feature];
            loss += PENALTY * weights[feature] * weights[feature];
        }
        return loss;
    }
}

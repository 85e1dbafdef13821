package io.maltan.recommendation.model;

import java.util.List;

/**
 * A learned ranking of the places around somebody: {@code score = Σ weight_f · feature_f}, higher
 * is likelier. The names say which features; {@code situated} computes them and documents each.
 *
 * @param features their names, in the order of the weights
 * @param weights one for each, for features as they are computed, not standardised
 * @param hr10 the share of held-out visits whose place was among the first ten; NaN if not measured
 * @param mrr the mean reciprocal rank of those places; NaN if not measured
 */
public record RankingWeights(List<String> features, List<Double> weights, double hr10, double mrr) {

    public RankingWeights {
        features = List.copyOf(features);
        weights = List.copyOf(weights);
        if (features.size() != weights.size()) {
            throw new IllegalArgumentException("A weight for each feature is needed");
        }
    }

    /** The weight of a feature, 0 where it has none. */
    public double of(String feature) {
        int at = features.indexOf(feature);
        return at < 0 ? 0 : weights.get(at);
    }
}

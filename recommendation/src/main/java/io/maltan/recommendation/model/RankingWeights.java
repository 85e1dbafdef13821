package io.maltan.recommendation.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was learned of how much each feature of a place counts when places are ranked.
 *
 * @param features their names, as settings call them, in the order of the weights
 * @param weights one for each
 * @param choices how many choices of people they were learned from
 * @param judged on how many later choices they were judged before they were learned anew from all
 * @param mrr the mean reciprocal rank there of what was chosen, among what it was chosen from
 * @param byHandMrr the same by the weights that are chosen by hand
 */
public record RankingWeights(
        List<String> features,
        List<Double> weights,
        int choices,
        int judged,
        double mrr,
        double byHandMrr) {

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

    /** The weights by the names of the features. */
    public Map<String, Double> byName() {
        Map<String, Double> byName = new HashMap<>();
        for (int at = 0; at < features.size(); at++) {
            byName.put(features.get(at), weights.get(at));
        }
        return byName;
    }
}

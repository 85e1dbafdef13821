package io.maltan.recommendation.ranking;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * How places are ranked.
 *
 * @param weights what features count, by the names of {@link Weights}, as far as it is not what
 *     {@link Part} says and nothing was learned of it
 * @param learned whether the weights that a model has learned take their place
 * @param errandCategories categories that people need rather than discover, with all below them
 * @param mostInARow how many of the same category may follow one another
 * @param exploreEvery one in so many is a new place that is shown to find out; 0 for none
 * @param exploreCost how much lower the score of such a place may be than what it stands before
 */
@ConfigurationProperties(RankingProperties.NAME)
record RankingProperties(
        @DefaultValue Map<String, Double> weights,
        @DefaultValue("true") boolean learned,
        @DefaultValue({"transport", "service"}) List<String> errandCategories,
        @DefaultValue("3") int mostInARow,
        @DefaultValue("10") int exploreEvery,
        @DefaultValue("0.8") double exploreCost) {

    static final String NAME = "maltan.recommendation.ranking";

    RankingProperties {
        weights =
                weights.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        set -> nameOf(set.getKey(), set.getValue()),
                                        Map.Entry::getValue));
    }

    /** It may be written {@code your-area} and, in the environment, in capitals. */
    private static String nameOf(String written, double weight) {
        String plain = written.replace("-", "");
        return Weights.names().stream()
                .filter(name -> name.equalsIgnoreCase(plain))
                .filter(name -> RankingSettings.allows(name, weight))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s.weights.%s=%s: there are %s, from 0 to 100"
                                        .formatted(NAME, written, weight, Weights.names())));
    }

    /** What counts where nothing was learned. */
    Weights byHand() {
        return Weights.usual().with(weights);
    }

    /** What counts where nobody sets anything. */
    static RankingProperties usual() {
        return new Binder(new MapConfigurationPropertySource())
                .bindOrCreate(NAME, RankingProperties.class);
    }
}

package io.maltan.recommendation.ranking;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which variant of which experiment a person takes part in. Must be cheap: it is asked always. */
public interface Experiments {

    Optional<Variant> variantOf(UUID person);

    /** Notes that a person was shown something ranked by a variant. */
    void exposed(UUID person, Variant variant);

    /**
     * A variant.
     *
     * @param settings what it ranks differently, by {@link RankingSettings} names
     */
    record Variant(String experiment, String name, Map<String, Double> settings) {

        public Variant {
            settings = Map.copyOf(settings);
        }
    }
}

package io.maltan.recommendation.experiment;

import io.maltan.recommendation.ranking.Experiments;
import it.unimi.dsi.fastutil.HashCommon;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An experiment. Who sees which variant follows from the person's id and the experiment's name
 * alone, so that it stays and needs to be kept nowhere.
 *
 * @param revision grows with each change; a change begins the counts anew
 * @param variants whose shares make at most 1; the others see the usual ranking
 */
record Experiment(
        String name,
        long revision,
        List<VariantPlan> variants,
        Instant createdAt,
        Instant updatedAt) {

    private static final double PARTS = 1L << 53;
    private static final long PLACE = 0x5bd1e995L;
    private static final long TURN = 0x2545f491L;

    Experiment {
        variants = List.copyOf(variants);
    }

    /** The variant that a person sees, if any. */
    Optional<Experiments.Variant> variantOf(UUID person) {
        double point = (hash(person, PLACE) >>> 11) / PARTS;
        double end = 0;
        for (VariantPlan variant : variants) {
            end += variant.share();
            if (point < end) {
                return Optional.of(
                        new Experiments.Variant(name, variant.name(), variant.settings()));
            }
        }
        return Optional.empty();
    }

    /** Of several experiments a person takes part in the one where this is highest. */
    long turn(UUID person) {
        return hash(person, TURN);
    }

    private long hash(UUID person, long purpose) {
        long mixed = HashCommon.murmurHash3(person.getMostSignificantBits() ^ purpose);
        mixed = HashCommon.murmurHash3(mixed ^ person.getLeastSignificantBits());
        return HashCommon.murmurHash3(mixed ^ name.hashCode());
    }

    /**
     * A variant as it is asked for.
     *
     * @param share of the people, from 0 to 1
     * @param settings what it ranks differently
     */
    record VariantPlan(String name, double share, Map<String, Double> settings) {

        VariantPlan {
            settings = Map.copyOf(settings);
        }
    }
}

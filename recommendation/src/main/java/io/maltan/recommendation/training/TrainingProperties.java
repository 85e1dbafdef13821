package io.maltan.recommendation.training;

import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.filter.FilterSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the model is made, and when.
 *
 * @param personExponent how much less each interaction of a busy person counts
 * @param fromExponent how much less a link from an item that many come to counts
 * @param toExponent the same for links to it
 * @param neighbours how many of an item's links are kept
 * @param longestHistory how many items of one person are used at most
 * @param filter what the composite filter is made with
 * @param graphMemory what a graph may take where it is mapped: with more places, fewer links of
 *     each
 * @param filterMemory what training a filter may take inside the service; where it would take more
 *     even with a small rank, the graph is made, and the command {@code train} may do better
 * @param filterWork how many millions of multiplications it may take there
 * @param heldOut the share of the latest interactions that methods and models are judged on
 * @param checkEvery how often to see whether there is enough new to train again
 * @param newShare what share of new interactions is enough
 * @param newAtLeast how many new interactions are needed in any case
 * @param lookEvery how often to see whether another model was put in service
 * @param leaseFor how long after the last sign of a training another replica may begin one
 * @param kept how many models are kept to go back to
 * @param directory where model files are mapped from; a folder of its own where none is named
 */
@ConfigurationProperties("maltan.recommendation.model")
record TrainingProperties(
        @DefaultValue("0.7") double personExponent,
        @DefaultValue("0.5") double fromExponent,
        @DefaultValue("0.35") double toExponent,
        @DefaultValue("150") int neighbours,
        @DefaultValue("1000") int longestHistory,
        @DefaultValue Filter filter,
        @DefaultValue(GRAPH_MEMORY) DataSize graphMemory,
        @DefaultValue("48MB") DataSize filterMemory,
        @DefaultValue("50000") long filterWork,
        @DefaultValue("0.1") double heldOut,
        @DefaultValue("5m") Duration checkEvery,
        @DefaultValue("0.05") double newShare,
        @DefaultValue("50") int newAtLeast,
        @DefaultValue("3s") Duration lookEvery,
        @DefaultValue(LEASE) Duration leaseFor,
        @DefaultValue("3") int kept,
        @Nullable Path directory) {

    static final String GRAPH_MEMORY = "32MB";
    static final String LEASE = "1m";

    private static final double MILLION = 1e6;

    ItemGraphTrainer.Settings graph() {
        return new ItemGraphTrainer.Settings(
                personExponent, fromExponent, toExponent, neighbours, longestHistory);
    }

    FilterSettings filterSettings() {
        return new FilterSettings(
                filter.neighbours(),
                filter.rank(),
                filter.strength(),
                filter.lowRankWeight(),
                filter.targetExponent(),
                1,
                1);
    }

    ModelChoice.Limits limits() {
        return new ModelChoice.Limits(filterMemory.toBytes(), filterWork * MILLION);
    }

    /** See {@link FilterSettings}. */
    record Filter(
            @DefaultValue("150") int neighbours,
            @DefaultValue("448") int rank,
            @DefaultValue("2.5") double strength,
            @DefaultValue("0.3") double lowRankWeight,
            @DefaultValue("0.4") double targetExponent) {}
}

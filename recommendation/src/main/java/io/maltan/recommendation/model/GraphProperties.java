package io.maltan.recommendation.model;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the model is made, and when.
 *
 * @param personExponent how much less each interaction of a busy person counts
 * @param fromExponent how much less a link from an item that many come to counts
 * @param toExponent the same for links to it
 * @param neighbours how many of an item's links are kept
 * @param longestHistory how many items of one person are used at most
 * @param heldOut the share of the latest interactions that the offline measure is taken on
 * @param checkEvery how often to see whether there is enough new to train again
 * @param newShare what share of new interactions is enough
 * @param newAtLeast how many new interactions are needed in any case
 */
@ConfigurationProperties("maltan.recommendation.model")
record GraphProperties(
        @DefaultValue("0.7") double personExponent,
        @DefaultValue("0.5") double fromExponent,
        @DefaultValue("0.35") double toExponent,
        @DefaultValue("150") int neighbours,
        @DefaultValue("1000") int longestHistory,
        @DefaultValue("0.1") double heldOut,
        @DefaultValue("5m") Duration checkEvery,
        @DefaultValue("0.05") double newShare,
        @DefaultValue("50") int newAtLeast) {

    ItemGraphTrainer.Settings graph() {
        return new ItemGraphTrainer.Settings(
                personExponent, fromExponent, toExponent, neighbours, longestHistory);
    }
}

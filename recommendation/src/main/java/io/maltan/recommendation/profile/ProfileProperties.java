package io.maltan.recommendation.profile;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are remembered.
 *
 * @param cachedEvents how many events of people's histories are kept in memory, some 48 bytes each
 * @param cachedFor how long somebody who does not come back stays in memory
 * @param history how many events of a person tell their taste, and how many impressions
 * @param halfLife after which an event counts half
 * @param impressionHalfLife after which having been shown a place counts half
 */
@ConfigurationProperties(ProfileProperties.NAME)
record ProfileProperties(
        @DefaultValue("400000") long cachedEvents,
        @DefaultValue("30m") Duration cachedFor,
        @DefaultValue("400") int history,
        @DefaultValue("30d") Duration halfLife,
        @DefaultValue("6h") Duration impressionHalfLife) {

    static final String NAME = "maltan.recommendation.profile";

    HistoryBounds bounds() {
        return new HistoryBounds(history);
    }
}

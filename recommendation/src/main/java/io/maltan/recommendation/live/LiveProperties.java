package io.maltan.recommendation.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How open streams behave.
 *
 * @param pause how often a stream may have a list: twice within this time, four times within four
 *     times as long
 * @param lookAgain how often a list is looked at although nothing is known to have happened: shops
 *     close with the hour
 * @param registration how long another replica finds the stream after its last sign of life
 */
@ConfigurationProperties("maltan.recommendation.live")
record LiveProperties(
        @DefaultValue("250ms") Duration pause,
        @DefaultValue("30s") Duration lookAgain,
        @DefaultValue("2m") Duration registration) {}

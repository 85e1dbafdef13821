package io.maltan.user.erasure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How erasures are carried on.
 *
 * @param interval how often it is looked for what is due
 * @param firstPause after which services are asked again; doubled each time
 * @param longestPause what the pause grows to
 * @param guestsKept how old a guest becomes at least; it goes when none of its sessions goes on
 * @param guestInterval how often it is looked for such guests
 */
@ConfigurationProperties("maltan.erasure-saga")
record SagaSettings(
        @DefaultValue("2s") Duration interval,
        @DefaultValue("15s") Duration firstPause,
        @DefaultValue("10m") Duration longestPause,
        @DefaultValue("31d") Duration guestsKept,
        @DefaultValue("1m") Duration guestInterval) {

    /** How long to wait for answers to so many requests. */
    Duration pauseAfter(int requests) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(requests - 1, 20));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}

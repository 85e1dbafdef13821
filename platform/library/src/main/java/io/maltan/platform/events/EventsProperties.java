package io.maltan.platform.events;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of publishing and consuming.
 *
 * @param stream where this service publishes; without it there is no {@link Outbox}
 * @param poll how often the outbox is looked at when nothing wakes the relay
 * @param batch how many events are published, or read, in one go
 * @param longestRead how long a read of a stream waits for events
 * @param timeLimit of every other command to Redis
 * @param databaseLimit of a statement, or a few in a transaction, with the connection for it; what
 *     takes longer has lost its connection, since PostgreSQL and the pool give up long before
 * @param lease how long a consumer that has died keeps others from taking over
 * @param deliveries how often an event is handed to a failing handler before it is parked
 * @param firstPause before the second delivery; doubled before each further one
 * @param handling time limit of the handlers of one event
 * @param longestPause between attempts while the database or Redis is away
 * @param deadLetters how many dead letters are kept
 * @param keepPublished how long published events stay in the outbox, to be published again when
 *     Redis loses them
 * @param keepHandled how long handled events are remembered; longer than {@code keepPublished}
 * @param housekeeping how often streams are trimmed and old rows deleted
 */
@Validated
@ConfigurationProperties("maltan.events")
record EventsProperties(
        @Nullable String stream,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("256") @Positive int batch,
        @DefaultValue("1s") Duration longestRead,
        @DefaultValue("2s") Duration timeLimit,
        @DefaultValue("15s") Duration databaseLimit,
        @DefaultValue("6s") Duration lease,
        @DefaultValue("5") @Positive int deliveries,
        @DefaultValue("50ms") Duration firstPause,
        @DefaultValue("30s") Duration handling,
        @DefaultValue("2s") Duration longestPause,
        @DefaultValue("10000") @Positive int deadLetters,
        @DefaultValue("7d") Duration keepPublished,
        @DefaultValue("8d") Duration keepHandled,
        @DefaultValue("30s") Duration housekeeping,
        @DefaultValue Retention retention) {

    /**
     * What streams hold on to.
     *
     * @param age nothing younger is trimmed
     * @param entries nothing among the last so many is trimmed
     * @param bound no more than so many are held, not even for a slow consumer
     */
    record Retention(
            @DefaultValue("15m") Duration age,
            @DefaultValue("10000") @Positive int entries,
            @DefaultValue("150000") @Positive int bound) {}
}

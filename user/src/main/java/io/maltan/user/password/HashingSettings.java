package io.maltan.user.password;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The price of a password's hash and how much of it is paid at once. The defaults of the price are
 * OWASP's for Argon2id.
 *
 * @param memory what one hash fills; threads times this is what hashing takes from the heap
 * @param threads how many hashes are computed at once
 * @param queuePerThread how many more may wait for each thread, however short the wait
 * @param longestWait who would have to wait longer for a thread is refused at once rather than
 *     answered too late
 * @param answerWithin who is not answered by then is sent away, before the request's own time is up
 */
@ConfigurationProperties("maltan.password")
record HashingSettings(
        @DefaultValue("19MB") DataSize memory,
        @DefaultValue("2") int iterations,
        @DefaultValue("1") int parallelism,
        @DefaultValue("2") int threads,
        @DefaultValue("64") int queuePerThread,
        @DefaultValue("1s") Duration longestWait,
        @DefaultValue("2s") Duration answerWithin) {}

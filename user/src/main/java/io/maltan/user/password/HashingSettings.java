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
 * @param queuePerThread how many more may wait for each thread
 * @param longestWait who has waited longer for a thread is refused rather than answered too late
 */
@ConfigurationProperties("maltan.password")
record HashingSettings(
        @DefaultValue("19MB") DataSize memory,
        @DefaultValue("2") int iterations,
        @DefaultValue("1") int parallelism,
        @DefaultValue("2") int threads,
        @DefaultValue("8") int queuePerThread,
        @DefaultValue("600ms") Duration longestWait) {}

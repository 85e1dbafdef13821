package io.maltan.platform.person;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What follows an erasure.
 *
 * @param settled after which nothing of the person can come any more: longer than an access token
 *     lives
 * @param interval between looks at what remains to be removed
 * @param longestPause until one of whom something remains is looked at again; the pauses double
 */
@ConfigurationProperties("maltan.erasure")
record ErasureProperties(
        @DefaultValue("20m") Duration settled,
        @DefaultValue("5s") Duration interval,
        @DefaultValue("5m") Duration longestPause) {}

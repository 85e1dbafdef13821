package io.maltan.gateway.reference;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the services' documents are fetched.
 *
 * @param kept how long the merged document is told before it is made anew
 * @param keptIncomplete the same while a service's document has never been had
 * @param timeLimit for a service's document; the first one is slow to make
 * @param largest a service's document may be
 */
@ConfigurationProperties("maltan.gateway.reference")
record ReferenceSettings(
        @DefaultValue("1m") Duration kept,
        @DefaultValue("2s") Duration keptIncomplete,
        @DefaultValue("4s") Duration timeLimit,
        @DefaultValue("2MB") DataSize largest) {}

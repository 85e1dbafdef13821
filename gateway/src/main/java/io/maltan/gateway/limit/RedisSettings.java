package io.maltan.gateway.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where replicas keep together what callers have asked for and what streams they have open.
 *
 * @param host blank where each replica keeps them for itself
 * @param timeLimit how long a request waits for an answer
 * @param streamLease after what time a stream that its replica no longer speaks of is taken for
 *     closed
 */
@ConfigurationProperties("maltan.gateway.redis")
record RedisSettings(
        @DefaultValue("") String host,
        @DefaultValue("6379") int port,
        @DefaultValue("") String password,
        @DefaultValue("0") int database,
        @DefaultValue("20ms") Duration timeLimit,
        @DefaultValue("30s") Duration streamLease) {}

package io.maltan.gateway.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where replicas keep their callers' paces together.
 *
 * @param host blank where each replica keeps them for itself
 * @param timeLimit how long a request waits for an answer
 */
@ConfigurationProperties("maltan.gateway.redis")
record RedisSettings(
        @DefaultValue("") String host,
        @DefaultValue("6379") int port,
        @DefaultValue("") String password,
        @DefaultValue("0") int database,
        @DefaultValue("20ms") Duration timeLimit) {}

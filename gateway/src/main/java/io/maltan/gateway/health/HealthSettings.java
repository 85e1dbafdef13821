package io.maltan.gateway.health;

import io.maltan.gateway.upstream.Service;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the services are asked for their state.
 *
 * @param management where a service's management port is, if not {@link #MANAGEMENT_OFFSET} above
 *     its own
 * @param timeLimit for an answer
 * @param kept how long a state is told again before it is asked for anew
 */
@ConfigurationProperties("maltan.gateway.health")
record HealthSettings(
        @DefaultValue Map<Service, URI> management,
        @DefaultValue("2s") Duration timeLimit,
        @DefaultValue("1s") Duration kept) {

    static final int MANAGEMENT_OFFSET = 1000;
}

package io.maltan.gateway.revocation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the user service is asked for revoked sessions.
 *
 * @param interval between two questions
 * @param timeLimit for an answer
 * @param patience how long the gateway is not ready after its start for want of the first answer
 */
@ConfigurationProperties("maltan.gateway.revocation")
record RevocationSettings(
        @DefaultValue("2s") Duration interval,
        @DefaultValue("2s") Duration timeLimit,
        @DefaultValue("30s") Duration patience) {}

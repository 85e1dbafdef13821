package io.maltan.gateway.revocation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the user service is asked for revoked sessions.
 *
 * @param interval between two questions
 * @param timeLimit for an answer
 */
@ConfigurationProperties("maltan.gateway.revocation")
record RevocationSettings(
        @DefaultValue("2s") Duration interval, @DefaultValue("2s") Duration timeLimit) {}

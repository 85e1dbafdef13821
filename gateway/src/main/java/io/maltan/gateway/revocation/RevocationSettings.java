package io.maltan.gateway.revocation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the user service is asked for revoked sessions.
 *
 * @param interval between two questions
 * @param timeLimit for an answer
 * @param patience how long the gateway is not ready after its start for want of the first answer
 * @param most how many are known one by one, 16 bytes each; beyond, tokens that end as early as
 *     those of the sessions without room are refused too
 */
@Validated
@ConfigurationProperties("maltan.gateway.revocation")
record RevocationSettings(
        @DefaultValue("2s") Duration interval,
        @DefaultValue("2s") Duration timeLimit,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("100000") @Positive @Max(1_000_000) int most) {}

package io.maltan.gateway.key;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How API keys are exchanged.
 *
 * @param kept how long a token is used again, at most
 * @param refusalKept how long a key that is not valid is refused without asking again
 * @param known how many keys are kept in mind, valid or not
 * @param timeLimit for an exchange
 */
@ConfigurationProperties("maltan.gateway.keys")
record KeySettings(
        @DefaultValue("60s") Duration kept,
        @DefaultValue("10s") Duration refusalKept,
        @DefaultValue("2000") int known,
        @DefaultValue("2s") Duration timeLimit) {}

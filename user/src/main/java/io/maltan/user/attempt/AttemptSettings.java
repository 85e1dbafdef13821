package io.maltan.user.attempt;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How many logins may fail within a window that moves with time. */
@ConfigurationProperties("maltan.attempts")
record AttemptSettings(
        @DefaultValue("10") int perAccount,
        @DefaultValue("100") int perAddress,
        @DefaultValue("15m") Duration window) {}

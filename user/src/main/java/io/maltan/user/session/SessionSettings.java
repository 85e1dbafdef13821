package io.maltan.user.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long tokens live. A session ends when its last refresh token has. */
@ConfigurationProperties("maltan.session")
record SessionSettings(
        @DefaultValue("15m") Duration accessTokenLifetime,
        @DefaultValue("30d") Duration refreshTokenLifetime) {}

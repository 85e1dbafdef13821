package io.maltan.user.signing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long a session's access tokens live; a key that has signed is published that much longer. */
@ConfigurationProperties("maltan.session")
public record TokenLifetime(@DefaultValue("15m") Duration accessTokenLifetime) {}

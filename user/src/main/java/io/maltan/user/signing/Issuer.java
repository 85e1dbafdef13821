package io.maltan.user.signing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who issues access tokens, and for whom.
 *
 * @param issuer the public address of the system, as clients reach it
 */
@ConfigurationProperties("maltan.security")
public record Issuer(
        @DefaultValue("http://localhost:8080") String issuer,
        @DefaultValue("maltan") String audience) {}

package io.maltan.platform.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are accepted.
 *
 * @param jwksUri where the issuer publishes its keys
 * @param openWrites path patterns that take writes without a token
 * @param keyRefreshInterval how often the keys are fetched anew, and how long a key that the issuer
 *     has taken out may still count
 * @param keyFetchPause the shortest time between two fetches, whatever key ids tokens name
 * @param verifiedTokens how many verified tokens are remembered
 * @param verifiedKept how long they are, at most
 */
@ConfigurationProperties("maltan.security")
record SecurityProperties(
        @DefaultValue("http://localhost:8080") String issuer,
        @DefaultValue("maltan") String audience,
        @DefaultValue("http://localhost:8081/.well-known/jwks.json") URI jwksUri,
        @DefaultValue List<String> openWrites,
        @DefaultValue("1m") Duration keyRefreshInterval,
        @DefaultValue("30s") Duration keyFetchPause,
        @DefaultValue("1000") int verifiedTokens,
        @DefaultValue("60s") Duration verifiedKept) {}

package io.maltan.user.signing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signing keys are kept and changed.
 *
 * @param secret what seals the keys in the database, at least 16 characters
 * @param refreshInterval how often the keys are read again, so that replicas agree
 * @param rotation how long a key signs before the next one does
 * @param publishAhead how long the next key is published before it signs
 * @param publishAheadOnDemand the same for a key that an administrator asks for; longer than it
 *     takes whoever verifies tokens to fetch a key that they do not know
 * @param mostKeys how many keys may be published at once
 */
@ConfigurationProperties("maltan.signing")
record SigningSettings(
        @DefaultValue("") String secret,
        @DefaultValue("10s") Duration refreshInterval,
        @DefaultValue("30d") Duration rotation,
        @DefaultValue("10m") Duration publishAhead,
        @DefaultValue("1m") Duration publishAheadOnDemand,
        @DefaultValue("10") int mostKeys) {

    private static final int SHORTEST_SECRET = 16;

    SigningSettings {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "MALTAN_KEY_SECRET must have at least 16 characters: it seals the signing keys");
        }
        if (rotation.compareTo(publishAhead) <= 0) {
            throw new IllegalArgumentException(
                    "maltan.signing.rotation must be longer than maltan.signing.publish-ahead");
        }
    }

    @Override
    public String toString() {
        return "SigningSettings[refreshInterval=%s, rotation=%s, publishAhead=%s]"
                .formatted(refreshInterval, rotation, publishAhead);
    }
}

package io.maltan.user.signing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signing keys are kept.
 *
 * @param secret what seals the keys in the database, at least 16 characters
 * @param refreshInterval how often the keys are read again, so that replicas agree
 */
@ConfigurationProperties("maltan.signing")
record SigningSettings(
        @DefaultValue("") String secret, @DefaultValue("30s") Duration refreshInterval) {

    private static final int SHORTEST_SECRET = 16;

    SigningSettings {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "MALTAN_KEY_SECRET must have at least 16 characters: it seals the signing keys");
        }
    }

    @Override
    public String toString() {
        return "SigningSettings[refreshInterval=" + refreshInterval + "]";
    }
}

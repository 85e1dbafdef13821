package io.maltan.user.apikey;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many keys there are and what they buy.
 *
 * @param mostPerUser how many keys somebody may have at once
 * @param accessTokenLifetime how long the token lives that a key is exchanged for
 */
@ConfigurationProperties("maltan.api-keys")
record ApiKeySettings(
        @DefaultValue("20") int mostPerUser, @DefaultValue("5m") Duration accessTokenLifetime) {}

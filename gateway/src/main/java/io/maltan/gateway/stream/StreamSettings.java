package io.maltan.gateway.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Streams of all callers together.
 *
 * @param open how many may be open at once
 * @param drain over what time they are ended when the gateway stops, so that their clients do not
 *     all come back in the same moment
 */
@ConfigurationProperties("maltan.gateway.streams")
record StreamSettings(@DefaultValue("1000") int open, @DefaultValue("2s") Duration drain) {}

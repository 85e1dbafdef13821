package io.maltan.gateway.cache;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is kept, and for how long.
 *
 * @param size of all answers; zero for none
 * @param largest answer
 * @param longest an answer is told again, however long its service allows: what is taken back there
 *     must not live on here
 */
@ConfigurationProperties("maltan.gateway.cache")
record CacheSettings(
        @DefaultValue("2MB") DataSize size,
        @DefaultValue("64KB") DataSize largest,
        @DefaultValue("60s") Duration longest) {}

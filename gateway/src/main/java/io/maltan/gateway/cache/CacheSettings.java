package io.maltan.gateway.cache;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is kept.
 *
 * @param size of all answers; zero for none
 * @param largest answer
 */
@ConfigurationProperties("maltan.gateway.cache")
record CacheSettings(@DefaultValue("2MB") DataSize size, @DefaultValue("64KB") DataSize largest) {}

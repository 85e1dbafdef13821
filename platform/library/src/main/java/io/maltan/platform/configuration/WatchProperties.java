package io.maltan.platform.configuration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mounted settings are watched.
 *
 * @param interval between two looks; a change counts when two looks have seen the same
 */
@ConfigurationProperties("maltan.configuration")
record WatchProperties(@DefaultValue("2s") Duration interval) {}

package io.maltan.gateway.intake;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is let in.
 *
 * @param requests how many requests may be under way at once, streams aside
 * @param corsOrigins origins of the web pages that may call
 * @param corsMaxAge how long browsers may keep the answer to a preflight
 */
@ConfigurationProperties("maltan.gateway.intake")
record IntakeSettings(
        @DefaultValue("1000") int requests,
        @DefaultValue List<String> corsOrigins,
        @DefaultValue("1h") Duration corsMaxAge) {}

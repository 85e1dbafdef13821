package io.maltan.user.export;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How exports are collected.
 *
 * @param atOnce how many exports this replica writes at once
 * @param firstByte how long another service may take to begin
 * @param pause how long it may pause once it has begun, which a slow reader also causes
 */
@ConfigurationProperties("maltan.export")
record ExportSettings(
        @DefaultValue("8") int atOnce,
        @DefaultValue("1500ms") Duration firstByte,
        @DefaultValue("60s") Duration pause) {}

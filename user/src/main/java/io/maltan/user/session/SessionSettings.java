package io.maltan.user.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long sessions live. A session ends when its last refresh token has, or has lived for as long
 * as any may.
 *
 * @param longest how long a session may live, however often it is refreshed
 * @param repetition how long after its use the last refresh token is answered once more, for
 *     clients whose answer got lost
 */
@ConfigurationProperties("maltan.session")
record SessionSettings(
        @DefaultValue("30d") Duration refreshTokenLifetime,
        @DefaultValue("365d") Duration longest,
        @DefaultValue("10s") Duration repetition) {}

package io.maltan.community.trust;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Words that are watched.
 *
 * @param reject texts with these are refused
 * @param hold these have to be seen by a moderator first
 * @param flag these are shown, and put into the moderators' queue
 */
@ConfigurationProperties("maltan.community.watched-words")
record WatchedWordSettings(
        @DefaultValue List<String> reject,
        @DefaultValue List<String> hold,
        @DefaultValue List<String> flag) {}

package io.maltan.community.text;

import java.util.List;
import java.util.UUID;

/**
 * What a text came to.
 *
 * @param html safe to insert into a page
 * @param mentions whom it mentions
 * @param tags its hashtags, normalised
 * @param links how many addresses it points to
 */
public record WrittenText(String html, List<UUID> mentions, List<String> tags, int links) {

    public WrittenText {
        mentions = List.copyOf(mentions);
        tags = List.copyOf(tags);
    }

    /** Whom it mentions beside those that it mentioned formerly. */
    public List<UUID> mentionsBeside(List<UUID> former) {
        return mentions.stream().filter(person -> !former.contains(person)).toList();
    }
}

package io.maltan.community.text;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.commonmark.node.Node;

/**
 * A text as it was read, before it is known who is meant by its mentions.
 *
 * @param names whom it mentions by name alone
 * @param ids whom it mentions by account
 * @param tags its hashtags, normalised
 * @param links how many addresses it points to
 */
record ParsedText(Node root, Set<String> names, Set<UUID> ids, Set<String> tags, int links) {

    ParsedText {
        names = Set.copyOf(names);
        ids = Set.copyOf(ids);
        tags = new LinkedHashSet<>(tags);
    }
}

package io.maltan.community.text;

import java.util.UUID;
import org.commonmark.node.CustomNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a text may speak to somebody: {@code @[name](user:id)}, or {@code @name}.
 *
 * @see Markdown
 */
final class Mention extends CustomNode {

    private final @Nullable UUID id;
    private final String name;

    Mention(@Nullable UUID id, String name) {
        this.id = id;
        this.name = name;
    }

    /** Present where the writer has named the account. */
    @Nullable UUID id() {
        return id;
    }

    String name() {
        return name;
    }
}

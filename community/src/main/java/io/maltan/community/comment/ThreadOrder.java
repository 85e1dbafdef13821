package io.maltan.community.comment;

import io.maltan.platform.problem.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * The order of the threads below a post. Within a thread replies always read from the oldest to the
 * latest.
 */
enum ThreadOrder {
    OLD,
    NEW,
    TOP;

    static ThreadOrder of(@Nullable String name) {
        return switch (name) {
            case null -> OLD;
            case "old" -> OLD;
            case "new" -> NEW;
            case "top" -> TOP;
            default -> throw Invalid.field("sort", "one_of", "old, new, top");
        };
    }
}

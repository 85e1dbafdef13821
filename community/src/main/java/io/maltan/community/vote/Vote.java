package io.maltan.community.vote;

import io.maltan.platform.problem.Invalid;
import org.jspecify.annotations.Nullable;

/** A vote as it is cast: 1, -1, or 0 to take it back. */
public record Vote(@Nullable Integer value) {

    public Vote {
        if (value != null && (value < -1 || value > 1)) {
            throw Invalid.field("value", "between", -1, 1);
        }
    }

    /** The value, which has to be there. */
    public int required() {
        if (value == null) {
            throw Invalid.field("value", "required");
        }
        return value;
    }
}

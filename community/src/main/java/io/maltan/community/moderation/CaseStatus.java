package io.maltan.community.moderation;

import io.maltan.platform.problem.Invalid;
import org.jspecify.annotations.Nullable;

/** Whether a case waits for a decision. */
enum CaseStatus {
    OPEN,
    DECIDED;

    static CaseStatus of(@Nullable String name) {
        return switch (name) {
            case null -> OPEN;
            case "open" -> OPEN;
            case "decided" -> DECIDED;
            default -> throw Invalid.field("status", "one_of", "open, decided");
        };
    }
}

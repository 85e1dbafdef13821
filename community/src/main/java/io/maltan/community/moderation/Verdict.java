package io.maltan.community.moderation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a moderator decides on a case. */
enum Verdict {
    /** Nothing is wrong; what a rule has hidden is shown. */
    DISMISS,
    /** Nobody but its author and moderators sees it any more. */
    HIDE,
    /** It is removed, as if by its author. */
    REMOVE,
    /** Its author may not write for a while, and it is hidden. */
    SUSPEND_AUTHOR;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isFor(Target target) {
        return target != Target.USER || this == DISMISS || this == SUSPEND_AUTHOR;
    }

    static Optional<Verdict> find(@Nullable String code) {
        return Arrays.stream(values()).filter(verdict -> verdict.code().equals(code)).findFirst();
    }
}

package io.maltan.community.notice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody can be told about. */
public enum NoticeKind {
    COMMENT(true),
    REPLY(true),
    MENTION(true),
    FOLLOW(false),
    VOTE(false),
    MEETUP_JOINED(false),
    MEETUP_PROMOTED(true),
    MEETUP_CHANGED(true),
    MEETUP_CANCELLED(true),
    MEETUP_REMOVED(true),
    MODERATION(true);

    private final boolean repeatable;

    NoticeKind(boolean repeatable) {
        this.repeatable = repeatable;
    }

    /** As clients and the database write it. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether it is news again when the same person does it again; a vote that comes, goes and
     * comes back is not.
     */
    boolean isRepeatable() {
        return repeatable;
    }

    /** Whether people may decline it; what moderators do to them they have to hear. */
    public boolean isDeclinable() {
        return this != MODERATION;
    }

    public static Optional<NoticeKind> find(@Nullable String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}

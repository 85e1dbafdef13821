package io.maltan.community.trust;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody is about to write.
 *
 * @param unlimited moderators are not limited
 * @param title of a post
 * @param within where a short text may be repeated elsewhere: the post or comment that it answers
 * @param occasion what makes the same words something else, such as the date of a meetup
 * @param links how many addresses it points to
 */
public record Writing(
        UUID authorId,
        boolean unlimited,
        Kind kind,
        @Nullable String title,
        String body,
        @Nullable UUID within,
        @Nullable String occasion,
        int links,
        int photos) {

    /** What is counted. */
    public enum Kind {
        POST,
        COMMENT,
        /** Of a post or a comment; whoever goes back to what they had written repeats nothing. */
        EDIT,
        REPORT;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String words() {
        return title == null ? body : title + "\n" + body;
    }
}

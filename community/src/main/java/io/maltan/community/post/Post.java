package io.maltan.community.post;

import io.maltan.community.member.Author;
import io.maltan.platform.id.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post as its author made it.
 *
 * @param version counts the edits, from 1
 * @param removed whether only a tombstone is left, because there are replies
 * @param hidden whether a moderator has hidden it from everybody but its author
 */
public record Post(
        UUID id,
        UUID authorId,
        PostContent content,
        long version,
        Instant createdAt,
        @Nullable Instant editedAt,
        boolean removed,
        boolean hidden) {

    static Post written(UUID authorId, PostContent content) {
        return new Post(Ids.next(), authorId, content, 1, now(), null, false, false);
    }

    Post edited(PostContent next) {
        return new Post(id, authorId, next, version + 1, createdAt, now(), removed, hidden);
    }

    /** What is told of it once its author is erased. */
    Post anonymous() {
        return new Post(id, Author.NOBODY, content, version, createdAt, editedAt, removed, hidden);
    }

    /** When the present version was written. */
    Instant writtenAt() {
        return editedAt == null ? createdAt : editedAt;
    }

    /** As precise as the database keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

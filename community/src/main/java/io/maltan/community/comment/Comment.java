package io.maltan.community.comment;

import io.maltan.community.member.Author;
import io.maltan.platform.id.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment in its thread.
 *
 * @param path the ids from the thread's first comment down to this one
 * @param version counts the edits, from 1
 * @param hidden whether a moderator has hidden it from everybody but its author
 * @param replies how many comments stand directly below it
 */
record Comment(
        UUID id,
        UUID postId,
        List<UUID> path,
        UUID authorId,
        String body,
        long version,
        int replies,
        Instant createdAt,
        @Nullable Instant editedAt,
        boolean removed,
        boolean hidden) {

    /** How deep replies may be nested. */
    static final int DEEPEST = 50;

    static final int LONGEST_BODY = 10_000;

    Comment {
        path = List.copyOf(path);
    }

    /** A comment on the post itself. */
    static Comment onPost(UUID postId, UUID authorId, String body) {
        return written(postId, List.of(), authorId, body);
    }

    Comment repliedBy(UUID replierId, String text) {
        return written(postId, path, replierId, text);
    }

    private static Comment written(UUID postId, List<UUID> above, UUID authorId, String body) {
        UUID id = Ids.next();
        List<UUID> path = new ArrayList<>(above);
        path.add(id);
        return new Comment(id, postId, path, authorId, body, 1, 0, now(), null, false, false);
    }

    Comment edited(String text) {
        return new Comment(
                id,
                postId,
                path,
                authorId,
                text,
                version + 1,
                replies,
                createdAt,
                now(),
                removed,
                hidden);
    }

    /** What is told of it once its author is erased. */
    Comment anonymous() {
        return new Comment(
                id,
                postId,
                path,
                Author.NOBODY,
                body,
                version,
                replies,
                createdAt,
                editedAt,
                removed,
                hidden);
    }

    /** 0 for a comment on the post itself. */
    int depth() {
        return path.size() - 1;
    }

    UUID rootId() {
        return path.getFirst();
    }

    @Nullable UUID parentId() {
        return depth() == 0 ? null : path.get(depth() - 1);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

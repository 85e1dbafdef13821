package io.maltan.community.comment;

import io.maltan.community.vote.Tally;
import io.maltan.platform.events.NewEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to comments, as events tell it; without the text, as with posts. */
public final class CommentEvents {

    public static final String CREATED = "comment.created";
    public static final String UPDATED = "comment.updated";
    public static final String REMOVED = "comment.removed";
    public static final String HIDDEN = "comment.hidden";
    public static final String RESTORED = "comment.restored";
    public static final String VOTED = "comment.voted";

    private CommentEvents() {}

    static NewEvent written(String type, Comment comment) {
        return of(
                type,
                comment.id(),
                new Written(
                        comment.id(),
                        comment.postId(),
                        comment.parentId(),
                        comment.authorId(),
                        comment.createdAt()));
    }

    static NewEvent voted(Comment comment, Tally tally) {
        return voted(comment.id(), comment.postId(), comment.authorId(), tally);
    }

    static NewEvent voted(UUID comment, UUID post, UUID author, Tally tally) {
        return of(VOTED, comment, new Voted(comment, post, author, tally.up(), tally.down()));
    }

    private static NewEvent of(String type, UUID comment, Object data) {
        return new NewEvent(type, comment.toString(), data);
    }

    /** Data of {@link #CREATED}, {@link #UPDATED} and {@link #REMOVED}. */
    public record Written(
            UUID id, UUID postId, @Nullable UUID parentId, UUID authorId, Instant createdAt) {}

    /** Data of {@link #VOTED}. */
    public record Voted(UUID id, UUID postId, UUID authorId, int up, int down) {}
}

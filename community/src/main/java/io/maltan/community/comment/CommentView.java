package io.maltan.community.comment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.maltan.community.member.Author;
import io.maltan.community.vote.EntityTag;
import io.maltan.community.vote.Tally;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment as clients see it. Where others have replied to one that is removed, or whose author is
 * hidden from the viewer, its place in the thread is left: no author and no text.
 *
 * @param depth 0 for a comment on the post itself
 * @param bodyHtml safe to insert into a page
 * @param hidden present, and true, where a moderator has hidden it from everybody else
 * @param removed present, and true, where only the place is left
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommentView(
        UUID id,
        UUID postId,
        @Nullable UUID parentId,
        int depth,
        @Nullable Author author,
        String body,
        String bodyHtml,
        Tally votes,
        long version,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Boolean removed,
        @Nullable Boolean hidden) {

    @JsonIgnore
    public boolean isTombstone() {
        return Boolean.TRUE.equals(removed);
    }

    String tag() {
        return EntityTag.of(version, votes, author, hidden);
    }

    CommentView asTombstone() {
        return new CommentView(
                id,
                postId,
                parentId,
                depth,
                null,
                "",
                "",
                new Tally(0, 0, null),
                version,
                createdAt,
                null,
                true,
                null);
    }
}

package io.maltan.community.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.maltan.community.member.Author;
import io.maltan.community.vote.EntityTag;
import io.maltan.community.vote.Tally;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post as clients see it. Of a removed one only the tombstone is left: no author and no text.
 *
 * @param bodyHtml safe to insert into a page
 * @param removed present, and true, on a tombstone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PostView(
        UUID id,
        @Nullable Author author,
        String title,
        String body,
        String bodyHtml,
        Category category,
        @Nullable String region,
        @Nullable PlaceName place,
        List<String> photos,
        Tally votes,
        int commentCount,
        long viewCount,
        boolean pinned,
        long version,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Boolean removed) {

    public boolean isTombstone() {
        return Boolean.TRUE.equals(removed);
    }

    /** The entity tag, which the view count does not change. */
    String tag() {
        return EntityTag.of(version, votes, commentCount, author, place, pinned, removed);
    }

    PostView asTombstone() {
        return new PostView(
                id,
                null,
                "",
                "",
                "",
                category,
                region,
                null,
                List.of(),
                votes,
                commentCount,
                viewCount,
                false,
                version,
                createdAt,
                null,
                true);
    }

    /** The place that a post is about. */
    public record PlaceName(UUID id, String name) {}
}

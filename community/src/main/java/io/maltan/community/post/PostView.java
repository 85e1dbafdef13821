package io.maltan.community.post;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
 * @param tags the hashtags in title and body, without their sign
 * @param hidden present, and true, where a moderator has hidden it from everybody else
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
        List<Photo> photos,
        List<String> tags,
        @Nullable MeetupView meetup,
        Tally votes,
        int commentCount,
        long viewCount,
        boolean pinned,
        long version,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Boolean removed,
        @Nullable Boolean hidden) {

    @JsonIgnore
    public boolean isTombstone() {
        return Boolean.TRUE.equals(removed);
    }

    /** The entity tag, which the view count does not change. */
    String tag() {
        return EntityTag.of(
                version, votes, commentCount, author, place, pinned, meetup, removed, hidden);
    }

    PostView with(@Nullable MeetupView added) {
        return new PostView(
                id,
                author,
                title,
                body,
                bodyHtml,
                category,
                region,
                place,
                photos,
                tags,
                added,
                votes,
                commentCount,
                viewCount,
                pinned,
                version,
                createdAt,
                editedAt,
                removed,
                hidden);
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
                List.of(),
                null,
                votes,
                commentCount,
                viewCount,
                false,
                version,
                createdAt,
                null,
                true,
                null);
    }

    /** A photo, and the two sizes of it. */
    public record Photo(UUID id, String url, String thumbUrl) {

        static Photo of(UUID id) {
            String photo = "/api/v1/places/photos/" + id + "?size=";
            return new Photo(id, photo + "large", photo + "thumb");
        }
    }

    /** The place that a post is about. */
    public record PlaceName(UUID id, String name) {}
}

package io.maltan.community.post;

import io.maltan.community.vote.Tally;
import io.maltan.platform.events.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to posts, as events tell it. Texts are not in them: whoever shows a post reads what
 * it is now.
 */
public final class PostEvents {

    public static final String CREATED = "post.created";
    public static final String UPDATED = "post.updated";
    public static final String REMOVED = "post.removed";

    /** A moderator has to see it before it is created for others. */
    public static final String HELD = "post.held";

    /** A moderator has hidden it from everybody but its author; its data is that of a removal. */
    public static final String HIDDEN = "post.hidden";

    /** It is there again; its data is that of an edit. */
    public static final String RESTORED = "post.restored";

    public static final String VOTED = "post.voted";

    private PostEvents() {}

    static NewEvent created(Post post) {
        return of(CREATED, post, written(post, post.content()));
    }

    static NewEvent held(Post post) {
        return of(HELD, post, new Held(post.id(), post.authorId(), post.content().photos()));
    }

    static NewEvent updated(Post former, Post edited) {
        return of(UPDATED, edited, written(edited, former.content()));
    }

    static NewEvent removed(Post post) {
        return gone(REMOVED, post);
    }

    static NewEvent hidden(Post post) {
        return gone(HIDDEN, post);
    }

    static NewEvent restored(Post post) {
        return of(RESTORED, post, written(post, post.content()));
    }

    private static NewEvent gone(String type, Post post) {
        PostContent content = post.content();
        return of(
                type,
                post,
                new Removed(
                        post.id(), post.authorId(), content.region(), content.category().code()));
    }

    static NewEvent voted(Post post, Tally tally) {
        return voted(post.id(), post.authorId(), tally);
    }

    static NewEvent voted(UUID post, UUID author, Tally tally) {
        return of(VOTED, post, new Voted(post, author, tally.up(), tally.down()));
    }

    private static NewEvent of(String type, Post post, Object data) {
        return of(type, post.id(), data);
    }

    private static NewEvent of(String type, UUID post, Object data) {
        return new NewEvent(type, post.toString(), data);
    }

    private static Written written(Post post, PostContent former) {
        PostContent content = post.content();
        return new Written(
                post.id(),
                post.authorId(),
                content.title(),
                content.category().code(),
                content.region(),
                content.placeId(),
                content.photos(),
                post.createdAt(),
                former.category().code(),
                former.region());
    }

    /**
     * Data of {@link #CREATED} and {@link #UPDATED}; formerly it stood where the last two members
     * say.
     */
    public record Written(
            UUID id,
            UUID authorId,
            String title,
            String category,
            @Nullable String regionCode,
            @Nullable UUID placeId,
            @Nullable List<UUID> photoIds,
            Instant createdAt,
            @Nullable String formerCategory,
            @Nullable String formerRegionCode) {}

    /** Data of {@link #HELD}: enough to keep its photos meanwhile. */
    public record Held(UUID id, UUID authorId, List<UUID> photoIds) {}

    /** Data of {@link #REMOVED}. */
    public record Removed(
            UUID id, UUID authorId, @Nullable String regionCode, @Nullable String category) {}

    /** Data of {@link #VOTED}. */
    public record Voted(UUID id, UUID authorId, int up, int down) {}
}

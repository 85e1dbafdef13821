package io.maltan.place.photo;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.person.ErasedPeople;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps the photos that posts name, as long as they do, and while moderators have yet to see them.
 */
@Component
class PhotosOfPosts implements EventHandler {

    private static final String CREATED = "post.created";
    private static final String HELD = "post.held";
    private static final String UPDATED = "post.updated";
    private static final String REMOVED = "post.removed";

    private final Photos photos;
    private final ErasedPeople erased;
    private final EventJson json;

    PhotosOfPosts(Photos photos, ErasedPeople erased, EventJson json) {
        this.photos = photos;
        this.erased = erased;
        this.json = json;
    }

    /** What matters here of a post. */
    record Post(UUID id, @Nullable UUID authorId, @Nullable List<UUID> photoIds) {}

    @Override
    public String stream() {
        return EventStreams.COMMUNITY;
    }

    @Override
    public Set<String> types() {
        return Set.of(CREATED, HELD, UPDATED, REMOVED);
    }

    @Override
    public Mono<Void> handle(Event event) {
        Post post = json.read(event, Post.class);
        PhotoUse use = PhotoUse.post(post.id());
        UUID author = post.authorId();
        if (event.type().equals(REMOVED)) {
            return photos.forget(use);
        }
        List<UUID> ids = post.photoIds();
        if (author == null || ids == null) {
            return Mono.empty();
        }
        return erased.contains(author)
                .flatMap(gone ->
                        gone
                                ? Mono.empty()
                                : photos.name(use, author, ids.stream().distinct().toList()));
    }
}

package io.maltan.community.meetup;

import io.maltan.community.post.Post;
import io.maltan.platform.events.NewEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to meetups, as events tell it. */
public final class MeetupEvents {

    public static final String JOINED = "meetup.joined";
    public static final String LEFT = "meetup.left";
    public static final String PARTICIPANTS_CHANGED = "meetup.participants_changed";

    private MeetupEvents() {}

    static NewEvent joined(Post post, UUID user) {
        return participation(JOINED, post, user);
    }

    static NewEvent left(Post post, UUID user) {
        return participation(LEFT, post, user);
    }

    static NewEvent participantsChanged(UUID post, Seats seats) {
        return new NewEvent(
                PARTICIPANTS_CHANGED,
                post.toString(),
                new ParticipantsChanged(
                        post, seats.joined(), seats.waiting(), seats.capacity(), seats.open()));
    }

    private static NewEvent participation(String type, Post post, UUID user) {
        return new NewEvent(
                type,
                post.id().toString(),
                new Participation(post.id(), user, post.content().placeId(), Instant.now()));
    }

    /**
     * Data of {@link #JOINED}, when somebody got a seat, and {@link #LEFT}, when one was given up.
     */
    public record Participation(UUID postId, UUID userId, @Nullable UUID placeId, Instant at) {}

    /** Data of {@link #PARTICIPANTS_CHANGED}. */
    public record ParticipantsChanged(
            UUID postId, int joined, int waiting, int capacity, boolean open) {}
}

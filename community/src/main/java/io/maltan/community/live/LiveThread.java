package io.maltan.community.live;

import io.maltan.community.comment.CommentEvents;
import io.maltan.community.follow.BlockChanged;
import io.maltan.community.follow.Blocking;
import io.maltan.community.follow.MuteChanged;
import io.maltan.community.meetup.MeetupEvents;
import io.maltan.community.member.Viewer;
import io.maltan.community.post.PostBoard;
import io.maltan.community.post.PostEvents;
import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.stream.ResumableStreams;
import io.maltan.platform.stream.StreamMessage;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One post and the talk below it, for whoever has it open. */
@Component
class LiveThread {

    private static final Set<String> HIDING = Set.of(BlockChanged.TYPE, MuteChanged.TYPE);

    private final PostBoard board;
    private final ResumableStreams streams;
    private final Blocking blocking;
    private final SharedReadings readings;
    private final EventJson json;

    LiveThread(
            PostBoard board,
            ResumableStreams streams,
            Blocking blocking,
            SharedReadings readings,
            EventJson json) {
        this.board = board;
        this.streams = streams;
        this.blocking = blocking;
        this.readings = readings;
        this.json = json;
    }

    /** Who wrote a post; {@code post_not_found} where the viewer does not see it. */
    Mono<UUID> getAuthor(UUID postId, Viewer viewer) {
        return board.getAuthor(postId, viewer);
    }

    /** What happens to the post, as long as its author and the viewer see one another. */
    Flux<StreamMessage> watch(
            UUID postId, UUID authorId, Viewer viewer, @Nullable String lastEventId) {
        return Flux.defer(() -> {
            Watcher watcher = new Watcher(viewer, blocking);
            return streams.from(
                            EventStreams.COMMUNITY,
                            lastEventId,
                            watcher.ready(),
                            event -> project(event, postId, authorId, watcher))
                    .transform(Superseding::thin);
        });
    }

    private Mono<StreamMessage> project(Event event, UUID postId, UUID authorId, Watcher watcher) {
        if (HIDING.contains(event.type())) {
            return watcher.notice(event, json);
        }
        return concerns(event, postId.toString())
                ? message(event, postId, watcher).filterWhen(_ -> watcher.admits(authorId))
                : Mono.empty();
    }

    private Mono<StreamMessage> message(Event event, UUID postId, Watcher watcher) {
        return switch (event.type()) {
            case PostEvents.UPDATED,
                    PostEvents.REMOVED,
                    PostEvents.HIDDEN,
                    PostEvents.RESTORED,
                    PostEvents.VOTED ->
                    aboutPost(event, postId);
            case MeetupEvents.PARTICIPANTS_CHANGED -> Mono.just(participantsChanged(event));
            case CommentEvents.VOTED ->
                    counted(json.read(event, CommentEvents.Voted.class), watcher);
            default -> aboutComment(event, json.read(event, CommentEvents.Written.class), watcher);
        };
    }

    /**
     * Whether an event is about the post or its talk, told without reading all of it: most are not.
     */
    private static boolean concerns(Event event, String postId) {
        return switch (event.type()) {
            case PostEvents.UPDATED,
                    PostEvents.REMOVED,
                    PostEvents.HIDDEN,
                    PostEvents.RESTORED,
                    PostEvents.VOTED,
                    MeetupEvents.PARTICIPANTS_CHANGED ->
                    event.subject().equals(postId);
            case CommentEvents.CREATED,
                    CommentEvents.UPDATED,
                    CommentEvents.REMOVED,
                    CommentEvents.HIDDEN,
                    CommentEvents.RESTORED,
                    CommentEvents.VOTED ->
                    event.data().path("postId").asString("").equals(postId);
            default -> false;
        };
    }

    private Mono<StreamMessage> aboutPost(Event event, UUID postId) {
        return switch (event.type()) {
            case PostEvents.UPDATED, PostEvents.RESTORED ->
                    readings.findPost(event.id(), postId)
                            .map(post -> StreamMessage.of("post_updated", post));
            case PostEvents.REMOVED, PostEvents.HIDDEN -> Mono.just(Removal.ofPost(postId));
            default -> {
                PostEvents.Voted votes = json.read(event, PostEvents.Voted.class);
                yield Mono.just(
                        new VotesChanged(postId, null, votes.up(), votes.down()).toMessage());
            }
        };
    }

    private Mono<StreamMessage> aboutComment(
            Event event, CommentEvents.Written comment, Watcher watcher) {
        Mono<StreamMessage> message =
                switch (event.type()) {
                    case CommentEvents.REMOVED, CommentEvents.HIDDEN ->
                            Mono.just(Removal.ofComment(comment.id()));
                    case CommentEvents.CREATED, CommentEvents.RESTORED ->
                            shown("comment_created", event, comment);
                    default -> shown("comment_updated", event, comment);
                };
        return watcher.admits(comment.authorId()).flatMap(_ -> message);
    }

    private Mono<StreamMessage> shown(String name, Event event, CommentEvents.Written comment) {
        return readings.findComment(event.id(), comment.id())
                .map(view -> StreamMessage.of(name, view));
    }

    private StreamMessage participantsChanged(Event event) {
        return StreamMessage.of(
                "participants_changed", json.read(event, MeetupEvents.ParticipantsChanged.class));
    }

    private static Mono<StreamMessage> counted(CommentEvents.Voted votes, Watcher watcher) {
        return watcher.admits(votes.authorId())
                .map(_ ->
                        new VotesChanged(votes.postId(), votes.id(), votes.up(), votes.down())
                                .toMessage());
    }
}

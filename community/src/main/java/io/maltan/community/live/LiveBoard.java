package io.maltan.community.live;

import io.maltan.community.follow.BlockChanged;
import io.maltan.community.follow.Blocking;
import io.maltan.community.follow.MuteChanged;
import io.maltan.community.member.Viewer;
import io.maltan.community.post.PostEvents;
import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.stream.ResumableStreams;
import io.maltan.platform.stream.StreamMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Posts as they come, change and go, for whoever watches a region or a category. */
@Component
class LiveBoard {

    private final ResumableStreams streams;
    private final Blocking blocking;
    private final SharedReadings readings;
    private final EventJson json;

    LiveBoard(
            ResumableStreams streams, Blocking blocking, SharedReadings readings, EventJson json) {
        this.streams = streams;
        this.blocking = blocking;
        this.readings = readings;
        this.json = json;
    }

    Flux<StreamMessage> watch(BoardFilter filter, Viewer viewer, @Nullable String lastEventId) {
        return Flux.defer(() -> {
            Watcher watcher = new Watcher(viewer, blocking);
            return streams.from(
                    EventStreams.COMMUNITY,
                    lastEventId,
                    watcher.ready(),
                    event -> project(event, filter, watcher));
        });
    }

    private Mono<StreamMessage> project(Event event, BoardFilter filter, Watcher watcher) {
        return switch (event.type()) {
            case PostEvents.CREATED, PostEvents.UPDATED, PostEvents.RESTORED ->
                    written(event, filter, watcher);
            case PostEvents.REMOVED, PostEvents.HIDDEN -> removed(event, filter, watcher);
            case BlockChanged.TYPE, MuteChanged.TYPE -> watcher.notice(event, json);
            default -> Mono.empty();
        };
    }

    /** An edit can move a post out of what somebody watches: there it is removed. */
    private Mono<StreamMessage> written(Event event, BoardFilter filter, Watcher watcher) {
        PostEvents.Written post = json.read(event, PostEvents.Written.class);
        if (filter.admits(post.regionCode(), post.category())) {
            return watcher.admits(post.authorId())
                    .flatMap(_ -> readings.findPost(event.id(), post.id()))
                    .map(view -> StreamMessage.of(nameOf(event), view));
        }
        return filter.admits(post.formerRegionCode(), post.formerCategory())
                ? watcher.admits(post.authorId()).map(_ -> Removal.ofPost(post.id()))
                : Mono.empty();
    }

    private Mono<StreamMessage> removed(Event event, BoardFilter filter, Watcher watcher) {
        PostEvents.Removed post = json.read(event, PostEvents.Removed.class);
        return filter.admits(post.regionCode(), post.category())
                ? watcher.admits(post.authorId()).map(_ -> Removal.ofPost(post.id()))
                : Mono.empty();
    }

    private static String nameOf(Event event) {
        return event.type().equals(PostEvents.UPDATED) ? "post_updated" : "post_created";
    }
}

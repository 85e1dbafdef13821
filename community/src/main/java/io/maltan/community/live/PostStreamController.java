package io.maltan.community.live;

import io.maltan.community.member.Viewer;
import io.maltan.platform.security.Caller;
import io.maltan.platform.stream.EventStream;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping(path = "/api/v1/community/posts", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
class PostStreamController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final LiveBoard board;
    private final LiveThread thread;

    PostStreamController(LiveBoard board, LiveThread thread) {
        this.board = board;
        this.thread = thread;
    }

    @GetMapping("/stream")
    EventStream posts(
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String category,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            Optional<Caller> caller) {
        BoardFilter filter = BoardFilter.of(region, category);
        return new EventStream(board.watch(filter, Viewer.of(caller), lastEventId), caller);
    }

    @GetMapping("/{id}/stream")
    Mono<EventStream> post(
            @PathVariable UUID id,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            Optional<Caller> caller) {
        Viewer viewer = Viewer.of(caller);
        return thread.getAuthor(id, viewer)
                .map(author ->
                        new EventStream(thread.watch(id, author, viewer, lastEventId), caller));
    }
}

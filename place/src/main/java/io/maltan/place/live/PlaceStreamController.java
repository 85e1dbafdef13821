package io.maltan.place.live;

import io.maltan.place.geography.BoundingBox;
import io.maltan.platform.security.Caller;
import io.maltan.platform.stream.ServerStreams;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@RestController
@RequestMapping("/api/v1/places")
class PlaceStreamController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final PlaceChanges changes;
    private final ServerStreams streams;

    PlaceStreamController(PlaceChanges changes, ServerStreams streams) {
        this.changes = changes;
        this.streams = streams;
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Object>> follow(
            @RequestParam String bbox,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            Optional<Caller> caller) {
        return streams.open(changes.follow(BoundingBox.parse(bbox), lastEventId), caller);
    }
}

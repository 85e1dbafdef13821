package io.maltan.place.live;

import io.maltan.place.geography.BoundingBox;
import io.maltan.platform.security.Caller;
import io.maltan.platform.stream.EventStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/places")
class PlaceStreamController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final PlaceChanges changes;

    PlaceStreamController(PlaceChanges changes) {
        this.changes = changes;
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    EventStream follow(
            @RequestParam String bbox,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            Optional<Caller> caller) {
        return new EventStream(changes.follow(BoundingBox.parse(bbox), lastEventId), caller);
    }
}

package io.maltan.place.history;

import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@RestController
class HistoryController {

    private final PlaceHistory history;

    HistoryController(PlaceHistory history) {
        this.history = history;
    }

    record ChangeView(
            UUID id,
            long version,
            String kind,
            @Nullable UUID editorId,
            Instant at,
            JsonNode changes) {

        static ChangeView of(Change change, Optional<Caller> reader) {
            boolean mayKnow =
                    reader.filter(caller ->
                                    caller.has(Role.MODERATOR)
                                            || caller.id().equals(change.editorId()))
                            .isPresent();
            return new ChangeView(
                    change.id(),
                    change.version(),
                    change.kind().code(),
                    mayKnow ? change.editorId() : null,
                    change.at(),
                    change.members());
        }
    }

    @GetMapping("/api/v1/places/{placeId}/history")
    Mono<Page<ChangeView>> of(
            @PathVariable UUID placeId, Optional<Caller> reader, PageRequest page) {
        return history.of(placeId, reader, page)
                .map(found -> found.map(change -> ChangeView.of(change, reader)));
    }
}

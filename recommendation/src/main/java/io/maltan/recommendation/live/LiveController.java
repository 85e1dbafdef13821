package io.maltan.recommendation.live;

import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.security.Caller;
import io.maltan.platform.stream.EventStream;
import io.maltan.recommendation.ranking.Position;
import io.maltan.recommendation.ranking.WishParameters;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class LiveController {

    private final LiveRecommendations live;
    private final OpenStreams open;
    private final StreamRegistry registry;
    private final Movements movements;

    LiveController(
            LiveRecommendations live,
            OpenStreams open,
            StreamRegistry registry,
            Movements movements) {
        this.live = live;
        this.open = open;
        this.registry = registry;
        this.movements = movements;
    }

    @GetMapping(
            path = "/api/v1/recommendations/stream",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    EventStream follow(
            @Valid @ModelAttribute WishParameters parameters,
            PageRequest page,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            Optional<Caller> caller,
            Locale locale) {
        OpenStream stream =
                new OpenStream(
                        newStreamId(),
                        caller.map(Caller::id).orElse(null),
                        parameters.toWish(),
                        page.limit(),
                        locale);
        return new EventStream(live.open(stream, lastEventId != null), caller);
    }

    /** Not one in a sequence: for a stream without an owner the id is all that protects it. */
    private static UUID newStreamId() {
        return UUID.randomUUID();
    }

    @PutMapping("/api/v1/recommendations/streams/{streamId}/position")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> move(
            @PathVariable UUID streamId,
            @Valid @RequestBody Movement movement,
            Optional<Caller> caller) {
        UUID userId = caller.map(Caller::id).orElse(null);
        Optional<OpenStream> here = open.find(streamId);
        return here.isPresent()
                ? moveHere(here.get(), movement.position(), userId)
                : moveElsewhere(streamId, movement.position(), userId);
    }

    private Mono<Void> moveHere(OpenStream stream, Position position, @Nullable UUID userId) {
        if (!stream.isOf(userId)) {
            return Mono.error(() -> new StreamNotFound(stream.id()));
        }
        stream.moveTo(position);
        return Mono.empty();
    }

    private Mono<Void> moveElsewhere(UUID streamId, Position position, @Nullable UUID userId) {
        return registry.isOpenFor(streamId, userId)
                .flatMap(own ->
                        own
                                ? movements.publish(streamId, position)
                                : Mono.error(() -> new StreamNotFound(streamId)));
    }

    record Movement(
            @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double lon) {

        Position position() {
            return new Position(lat, lon).rounded();
        }
    }

    static final class StreamNotFound extends NotFound {

        StreamNotFound(UUID id) {
            super("stream_not_found", id);
        }
    }
}

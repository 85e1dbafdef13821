package io.maltan.community.place;

import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.SnapshotLoader;
import io.maltan.platform.security.InternalCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reloads the picture of places from their owner: newline-separated JSON, the stream position
 * first.
 */
@Component
class PlaceSnapshot implements SnapshotLoader {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    private final WebClient client;
    private final InternalCalls internalCalls;
    private final JsonMapper json;
    private final R2dbcPlaces places;

    PlaceSnapshot(
            WebClient.Builder clients,
            PlaceSource source,
            InternalCalls internalCalls,
            JsonMapper json,
            R2dbcPlaces places) {
        this.client = clients.baseUrl(source.place().toString()).build();
        this.internalCalls = internalCalls;
        this.json = json;
        this.places = places;
    }

    @Override
    public String stream() {
        return EventStreams.PLACE;
    }

    @Override
    public Set<String> reloadsAfter() {
        return Set.of("places.imported");
    }

    @Override
    public Mono<String> load() {
        return places.now().flatMap(this::loadAndForgetTheUnseen);
    }

    private Mono<String> loadAndForgetTheUnseen(Instant start) {
        return keepAll(requestSnapshot())
                .flatMap(position -> places.removeUnseenSince(start).thenReturn(position));
    }

    private Flux<JsonNode> requestSnapshot() {
        return client.get()
                .uri("/internal/places/snapshot")
                .headers(internalCalls::authorise)
                .accept(MediaType.APPLICATION_NDJSON)
                .retrieve()
                .bodyToFlux(JsonNode.class)
                .timeout(LONGEST_SILENCE);
    }

    /** Answers the position of the first line once all the others are kept. */
    private Mono<String> keepAll(Flux<JsonNode> lines) {
        return lines.switchOnFirst((first, all) -> keepBehind(first.get(), all.skip(1))).single();
    }

    private Flux<String> keepBehind(@Nullable JsonNode header, Flux<JsonNode> rest) {
        if (header == null) {
            return rest.thenMany(Flux.empty());
        }
        return rest.map(this::toLink)
                .buffer(BATCH)
                .concatMap(places::keep)
                .thenMany(Flux.just(header.path("position").asString()));
    }

    private PlaceLink toLink(JsonNode line) {
        return json.treeToValue(line, PlaceFact.class).toLink();
    }
}

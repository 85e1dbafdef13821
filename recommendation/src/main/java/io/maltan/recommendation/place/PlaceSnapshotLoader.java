package io.maltan.recommendation.place;

import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.SnapshotLoader;
import io.maltan.platform.security.InternalCalls;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Reads every place from the place service, line by line, into the picture's rows. */
@Component
final class PlaceSnapshotLoader implements SnapshotLoader {

    private static final Logger log = LoggerFactory.getLogger(PlaceSnapshotLoader.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int BATCH = 500;

    private final WebClient places;
    private final InternalCalls internal;
    private final R2dbcPlaces rows;
    private final JsonMapper json;

    PlaceSnapshotLoader(
            WebClient.Builder client,
            PlaceServiceProperties services,
            InternalCalls internal,
            R2dbcPlaces rows,
            JsonMapper json) {
        this.places = client.baseUrl(services.place().toString()).build();
        this.internal = internal;
        this.rows = rows;
        this.json = json;
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
        return rows.checkpoint().flatMap(known -> load(known.generation() + 1));
    }

    private Mono<String> load(long generation) {
        return requestSnapshot()
                .switchOnFirst((first, lines) -> {
                    String heading = first.get();
                    if (heading == null) {
                        return lines;
                    }
                    String position = positionIn(heading);
                    return saveAll(lines.skip(1), generation)
                            .then(rows.finishSnapshot(generation, millisOf(position)))
                            .thenReturn(position);
                })
                .single()
                .doOnSuccess(position -> log.info("Places reloaded as of {}", position));
    }

    private Flux<String> requestSnapshot() {
        return places.get()
                .uri("/internal/places/snapshot")
                .headers(internal::authorise)
                .accept(MediaType.APPLICATION_NDJSON)
                .retrieve()
                .bodyToFlux(String.class)
                .filter(line -> !line.isBlank())
                .timeout(LONGEST_PAUSE);
    }

    private Mono<Void> saveAll(Flux<String> lines, long generation) {
        return lines.buffer(BATCH).concatMap(batch -> save(batch, generation), 1).then();
    }

    private Mono<Void> save(List<String> lines, long generation) {
        return rows.upsert("[" + String.join(",", lines) + "]", generation);
    }

    private String positionIn(String line) {
        return json.readValue(line, Heading.class).position();
    }

    private static long millisOf(String position) {
        return Long.parseLong(position.substring(0, position.indexOf('-')));
    }

    record Heading(String position) {}
}

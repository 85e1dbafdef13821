package io.maltan.platform.person;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this service holds about a person, as one JSON object with a list for each feature,
 * streamed: {@code {"bookmarks":[…],"visits":[…]}}.
 */
final class PersonExport {

    private static final int ITEMS_A_BUFFER = 50;

    private final List<PersonalData> features;
    private final JsonMapper json;

    PersonExport(List<PersonalData> features, JsonMapper json) {
        this.features = List.copyOf(features);
        this.json = json;
        requireDistinctSections();
    }

    private void requireDistinctSections() {
        features.stream()
                .collect(Collectors.groupingBy(PersonalData::section, Collectors.counting()))
                .forEach((section, count) -> {
                    if (count > 1) {
                        throw new IllegalStateException(
                                "More than one feature exports the section " + section);
                    }
                });
    }

    RouterFunction<ServerResponse> route() {
        return RouterFunctions.route(GET("/internal/people/{person}/export"), this::export);
    }

    private Mono<ServerResponse> export(ServerRequest request) {
        UUID person = personOf(request);
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .build((exchange, context) -> write(exchange.getResponse(), document(person)));
    }

    private static UUID personOf(ServerRequest request) {
        try {
            return UUID.fromString(request.pathVariable("person"));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, e);
        }
    }

    private static Mono<Void> write(ServerHttpResponse response, Flux<String> document) {
        Flux<DataBuffer> buffers =
                document.buffer(ITEMS_A_BUFFER)
                        .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8))
                        .map(DefaultDataBufferFactory.sharedInstance::wrap);
        return response.writeWith(buffers);
    }

    /** The document in pieces that follow one another. */
    Flux<String> document(UUID person) {
        return Flux.concat(
                Flux.just("{"),
                Flux.fromIterable(features)
                        .index()
                        .concatMap(feature ->
                                section(feature.getT2(), person, feature.getT1() == 0 ? "" : ",")),
                Flux.just("}"));
    }

    private Flux<String> section(PersonalData feature, UUID person, String separator) {
        String name = separator + json.writeValueAsString(feature.section()) + ":[";
        return Flux.concat(Flux.just(name), items(feature.export(person)), Flux.just("]"));
    }

    private Flux<String> items(Flux<?> items) {
        return items.index()
                .map(item ->
                        (item.getT1() == 0 ? "" : ",") + json.writeValueAsString(item.getT2()));
    }
}

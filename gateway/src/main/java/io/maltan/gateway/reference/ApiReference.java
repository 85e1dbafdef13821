package io.maltan.gateway.reference;

import io.maltan.gateway.upstream.AnyReplica;
import io.maltan.gateway.upstream.Service;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The merged reference: made when it is asked for, kept for a while; a service that is away is told
 * of as last seen.
 */
@Component
class ApiReference {

    private static final Logger log = LoggerFactory.getLogger(ApiReference.class);

    private final Map<Service, ObjectNode> lastSeen = new ConcurrentHashMap<>();
    private final AnyReplica anyReplica;
    private final ReferenceSettings settings;
    private final JsonMapper json;
    private final WebClient http;
    private final Mono<Document> document;

    ApiReference(AnyReplica anyReplica, ReferenceSettings settings, JsonMapper json) {
        this.anyReplica = anyReplica;
        this.settings = settings;
        this.json = json;
        this.http =
                WebClient.builder()
                        .codecs(codecs ->
                                codecs.defaultCodecs()
                                        .maxInMemorySize((int) settings.largest().toBytes()))
                        .build();
        this.document =
                Mono.defer(this::make)
                        .cache(made -> timeToKeep(), error -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** The document, plain and packed. */
    record Document(String json, Packed packed) {

        static Document of(String json) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return new Document(json, Packed.of(new ByteArrayInputStream(bytes)));
        }
    }

    Mono<Document> document() {
        return document;
    }

    private Duration timeToKeep() {
        boolean complete = lastSeen.size() == Service.values().length;
        return complete ? settings.kept() : settings.keptIncomplete();
    }

    private Mono<Document> make() {
        return Flux.fromArray(Service.values())
                .flatMap(this::findDocument)
                .collectList()
                .map(this::merge)
                .map(Document::of);
    }

    private String merge(List<Map.Entry<Service, ObjectNode>> found) {
        List<ServiceDocument> documents =
                found.stream()
                        .sorted(Comparator.comparing(Map.Entry::getKey))
                        .map(entry -> new ServiceDocument(entry.getKey().id(), entry.getValue()))
                        .toList();
        return json.writeValueAsString(OpenApiMerge.merge(json, frame(), documents));
    }

    private Mono<Map.Entry<Service, ObjectNode>> findDocument(Service service) {
        return anyReplica
                .ask(service, this::requestDocument)
                .doOnNext(document -> lastSeen.put(service, document))
                .onErrorResume(error -> asLastSeen(service, error))
                .map(document -> Map.entry(service, document));
    }

    private Mono<ObjectNode> requestDocument(URI service) {
        return http.get()
                .uri(service.resolve("/v3/api-docs"))
                .retrieve()
                .bodyToMono(byte[].class)
                .timeout(settings.timeLimit())
                .map(document -> json.readValue(document, ObjectNode.class));
    }

    private Mono<ObjectNode> asLastSeen(Service service, Throwable error) {
        log.warn("No API document from {}: {}", service.id(), error.toString());
        return Mono.justOrEmpty(lastSeen.get(service));
    }

    /** What holds for the whole: relative to the gateway, a token or key where one is needed. */
    private ObjectNode frame() {
        return json.readValue(
                """
                {
                  "openapi": "3.1.0",
                  "info": {
                    "title": "Maltan",
                    "description": "Discover places, get recommendations that follow you, meet neighbours.",
                    "version": "v1",
                    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}
                  },
                  "servers": [{"url": "/", "description": "The gateway"}],
                  "security": [{}, {"bearer": []}, {"apiKey": []}],
                  "tags": [],
                  "paths": {},
                  "components": {
                    "securitySchemes": {
                      "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                      "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"}
                    }
                  }
                }
                """,
                ObjectNode.class);
    }
}

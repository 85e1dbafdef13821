package io.maltan.user.export;

import io.maltan.platform.security.InternalCalls;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What another service holds about people. */
final class RemoteData {

    private static final Logger log = LoggerFactory.getLogger(RemoteData.class);

    private final String service;
    private final WebClient http;
    private final InternalCalls internal;
    private final ExportSettings settings;

    RemoteData(String service, WebClient http, InternalCalls internal, ExportSettings settings) {
        this.service = service;
        this.http = http;
        this.internal = internal;
        this.settings = settings;
    }

    String service() {
        return service;
    }

    /** Fails with {@link ExportUnavailable} where the service does not begin to answer in time. */
    Mono<Void> probe(UUID person) {
        return requestExport(person)
                .take(1)
                .doOnNext(DataBufferUtils::release)
                .then()
                .timeout(settings.firstByte())
                .doOnError(error -> log.warn("{} does not export: {}", service, error.toString()))
                .onErrorMap(error -> new ExportUnavailable());
    }

    /** The service's document, as it comes; its end may be missing only with an error. */
    Flux<DataBuffer> document(UUID person) {
        return requestExport(person)
                .timeout(settings.pause())
                .doOnError(error ->
                        log.warn("An export of {} broke off: {}", service, error.toString()));
    }

    private Flux<DataBuffer> requestExport(UUID person) {
        return http.get()
                .uri("/internal/people/{person}/export", person)
                .headers(internal::authorise)
                .accept(MediaType.APPLICATION_JSON)
                .retrieve()
                .bodyToFlux(DataBuffer.class);
    }
}

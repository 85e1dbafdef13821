package io.maltan.user.export;

import io.maltan.platform.security.InternalCalls;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/**
 * Puts the parts of all services into one document and passes them on as they come; nothing of it
 * is kept. All services are asked whether they answer before the first byte is written. Should one
 * fail after that, the connection is cut: half a document does not pass for a whole one.
 */
@Component
class PersonalExport {

    private final OwnData own;
    private final List<RemoteData> others;
    private final Semaphore places;

    PersonalExport(
            OwnData own,
            WebClient.Builder http,
            ServiceUris uris,
            InternalCalls internal,
            ExportSettings settings) {
        this.own = own;
        this.others =
                List.of(
                        remote("place", uris.place(), http, internal, settings),
                        remote("recommendation", uris.recommendation(), http, internal, settings),
                        remote("community", uris.community(), http, internal, settings));
        this.places = new Semaphore(settings.atOnce());
    }

    private static RemoteData remote(
            String service,
            URI uri,
            WebClient.Builder http,
            InternalCalls internal,
            ExportSettings settings) {
        WebClient client = http.clone().baseUrl(uri.toString()).build();
        return new RemoteData(service, client, internal, settings);
    }

    /** The document about a person; an error before its first byte is {@link ExportUnavailable}. */
    Flux<DataBuffer> document(UUID person) {
        return Flux.using(this::enter, place -> write(person), Semaphore::release);
    }

    private Semaphore enter() {
        if (!places.tryAcquire()) {
            throw new ExportUnavailable();
        }
        return places;
    }

    private Flux<DataBuffer> write(UUID person) {
        return Flux.fromIterable(others)
                .flatMap(service -> service.probe(person), others.size())
                .thenMany(Flux.defer(() -> parts(person)));
    }

    private Flux<DataBuffer> parts(UUID person) {
        Flux<DataBuffer> remote =
                Flux.fromIterable(others).concatMap(service -> member(service, person));
        return Flux.concat(text("{\"user\":"), own.document(person), remote, text("}"));
    }

    private static Flux<DataBuffer> member(RemoteData service, UUID person) {
        return Flux.concat(text(",\"" + service.service() + "\":"), service.document(person));
    }

    private static Flux<DataBuffer> text(String text) {
        return Flux.fromStream(() -> java.util.stream.Stream.of(OwnData.toBuffer(text)));
    }
}

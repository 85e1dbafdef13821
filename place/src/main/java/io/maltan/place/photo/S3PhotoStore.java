package io.maltan.place.photo;

import io.maltan.platform.problem.Unavailable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps photos in a bucket of an S3-compatible store. */
final class S3PhotoStore implements PhotoStore {

    private static final Logger log = LoggerFactory.getLogger(S3PhotoStore.class);
    private static final byte[] NOTHING = {};
    private static final int NOT_FOUND = 404;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final WebClient client;
    private final PhotoProperties.S3 settings;
    private final S3Signature signature;
    private final Clock clock = Clock.systemUTC();

    S3PhotoStore(WebClient client, PhotoProperties.S3 settings) {
        this.client = client;
        this.settings = settings;
        this.signature =
                new S3Signature(settings.region(), settings.accessKey(), settings.secretKey());
    }

    @Override
    public Mono<Void> put(String key, byte[] content) {
        return request(HttpMethod.PUT, key, content)
                .contentType(MediaType.IMAGE_JPEG)
                .bodyValue(content)
                .exchangeToMono(response -> requireSuccess(response, key))
                .timeout(settings.timeLimit());
    }

    @Override
    public Flux<DataBuffer> get(String key, long from, long length) {
        return request(HttpMethod.GET, key, NOTHING)
                .header(HttpHeaders.RANGE, "bytes=%d-%d".formatted(from, from + length - 1))
                .retrieve()
                .onStatus(
                        status -> !status.is2xxSuccessful(),
                        response -> Mono.just(unread(response, key)))
                .bodyToFlux(DataBuffer.class)
                .timeout(settings.timeLimit());
    }

    private static Throwable unread(ClientResponse response, String key) {
        return response.statusCode().value() == NOT_FOUND
                ? new ContentMissing(key)
                : refused(response, key);
    }

    @Override
    public Mono<Void> delete(String key) {
        return request(HttpMethod.DELETE, key, NOTHING)
                .exchangeToMono(response ->
                        response.statusCode().value() == NOT_FOUND
                                ? response.releaseBody()
                                : requireSuccess(response, key))
                .timeout(settings.timeLimit());
    }

    private static Mono<Void> requireSuccess(ClientResponse response, String key) {
        return response.statusCode().is2xxSuccessful()
                ? response.releaseBody()
                : response.releaseBody().then(Mono.error(() -> refused(response, key)));
    }

    private static Throwable refused(ClientResponse response, String key) {
        log.warn("The photo store answers {} for {}", response.statusCode(), key);
        return new Unavailable("unavailable", SOON);
    }

    private WebClient.RequestBodySpec request(HttpMethod method, String key, byte[] content) {
        URI uri =
                URI.create(
                        settings.endpoint().toString().replaceAll("/+$", "")
                                + "/"
                                + settings.bucket()
                                + "/"
                                + key);
        Map<String, String> headers =
                signature.headers(method.name(), uri, content, clock.instant());
        return client.method(method).uri(uri).headers(all -> headers.forEach(all::set));
    }
}

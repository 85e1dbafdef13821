package io.maltan.place.photo;

import io.maltan.platform.problem.Unavailable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps photos in a bucket of an S3-compatible store. */
final class S3PhotoStore implements PhotoStore {

    private static final byte[] NOTHING = {};
    private static final int TOO_MANY_REQUESTS = 429;
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
                .onStatus(HttpStatusCode::isError, response -> failed(response, key))
                .bodyToFlux(DataBuffer.class)
                .timeout(settings.timeLimit());
    }

    @Override
    public Mono<Void> delete(String key) {
        return request(HttpMethod.DELETE, key, NOTHING)
                .exchangeToMono(response ->
                        response.statusCode().value() == 404
                                ? response.releaseBody()
                                : requireSuccess(response, key))
                .timeout(settings.timeLimit());
    }

    private static Mono<Void> requireSuccess(ClientResponse response, String key) {
        return response.statusCode().is2xxSuccessful()
                ? response.releaseBody()
                : response.releaseBody()
                        .then(failed(response, key))
                        .flatMap(error -> Mono.<Void>error(error));
    }

    private static Mono<Throwable> failed(ClientResponse response, String key) {
        return Mono.just(
                isPassing(response.statusCode())
                        ? new Unavailable("unavailable", SOON)
                        : new IllegalStateException(
                                "the photo store answers %s for %s"
                                        .formatted(response.statusCode(), key)));
    }

    private static boolean isPassing(HttpStatusCode status) {
        return status.is5xxServerError() || status.value() == TOO_MANY_REQUESTS;
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

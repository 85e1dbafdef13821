package io.maltan.place.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.problem.Unavailable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

/** Against a small store that keeps what it gets and refuses what is not signed. */
class S3PhotoStoreTests {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private final DisposableServer server =
            HttpServer.create().host("127.0.0.1").port(0).handle(this::answer).bindNow();
    private S3PhotoStore store = storeWith("secret");
    private volatile int refusal;
    private final Set<String> hosts = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void aStore() {
        store = storeWith("secret");
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private S3PhotoStore storeWith(String secret) {
        return new S3PhotoStore(
                WebClient.create(),
                new PhotoProperties.S3(
                        URI.create("http://127.0.0.1:" + server.port() + "/"),
                        "us-east-1",
                        "bucket",
                        "access",
                        secret,
                        LIMIT));
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String signed = Objects.toString(request.requestHeaders().get("Authorization"), "");
        if (!signed.startsWith("AWS4-HMAC-SHA256 Credential=access/")) {
            return response.status(403).send();
        }
        hosts.add(Objects.toString(request.requestHeaders().get("Host"), ""));
        if (refusal > 0) {
            return response.status(refusal).send();
        }
        return switch (request.method().name()) {
            case "PUT" ->
                    request.receive()
                            .aggregate()
                            .asString()
                            .doOnNext(content -> kept.put(request.uri(), content))
                            .then(response.status(200).send());
            case "GET" -> get(request, response);
            default -> {
                boolean there = kept.remove(request.uri()) != null;
                yield response.status(there ? 204 : 404).send();
            }
        };
    }

    private Publisher<Void> get(HttpServerRequest request, HttpServerResponse response) {
        String content = kept.get(request.uri());
        if (content == null) {
            return response.status(404).send();
        }
        String[] range =
                request.requestHeaders().get("Range").substring("bytes=".length()).split("-", 2);
        return response.status(206)
                .sendString(
                        Mono.just(
                                content.substring(
                                        Integer.parseInt(range[0]),
                                        Integer.parseInt(range[1]) + 1)));
    }

    @Test
    void keepsReadsAndDeletes() {
        store.put("ab/photo.jpg", "0123456789".getBytes(StandardCharsets.UTF_8)).block(LIMIT);
        assertThat(kept).containsKey("/bucket/ab/photo.jpg");
        assertThat(text(store.get("ab/photo.jpg", 2, 4))).isEqualTo("2345");
        store.delete("ab/photo.jpg").block(LIMIT);
        store.delete("ab/photo.jpg").block(LIMIT);
        store.get("ab/photo.jpg", 0, 1)
                .as(StepVerifier::create)
                .expectError(ContentMissing.class)
                .verify(LIMIT);
    }

    @Test
    void aRefusalIsNoFaultOfTheCaller() {
        for (int status : new int[] {301, 400, 403, 405, 503}) {
            refusal = status;
            Stream.of(store.put("a", new byte[1]), store.get("a", 0, 1), store.delete("a"))
                    .forEach(call ->
                            Flux.from(call)
                                    .as(StepVerifier::create)
                                    .expectError(Unavailable.class)
                                    .verify(LIMIT));
        }
    }

    /** An endpoint may be written with the port that goes without saying; it is not sent. */
    @Test
    void signsTheHostAsItIsSent() {
        assertThat(authorization("https://store.example:443/bucket/a"))
                .isEqualTo(authorization("https://store.example/bucket/a"))
                .isNotEqualTo(authorization("https://store.example:9000/bucket/a"));
        assertThat(authorization("http://store.example:80/bucket/a"))
                .isEqualTo(authorization("http://store.example/bucket/a"));
        store.put("a", new byte[1]).block(LIMIT);
        assertThat(hosts).containsExactly("127.0.0.1:" + server.port());
    }

    private static String authorization(String uri) {
        return new S3Signature("us-east-1", "access", "secret")
                .headers("GET", URI.create(uri), new byte[0], Instant.EPOCH)
                .getOrDefault("Authorization", "");
    }

    private static String text(Flux<DataBuffer> content) {
        DataBuffer all = Objects.requireNonNull(DataBufferUtils.join(content).block(LIMIT));
        String text = all.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(all);
        return text;
    }
}

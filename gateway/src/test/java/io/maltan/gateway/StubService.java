package io.maltan.gateway;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service that a test plays: it answers what it is told to, and remembers what it was asked. */
final class StubService {

    private static final String REVOKED = "/internal/revoked-sessions";
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final String name;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private @Nullable DisposableServer server;
    private int port;

    StubService(String name) {
        this.name = name;
        start();
    }

    /** A request as it came in, its body aside. */
    record Received(String method, String uri, HttpHeaders headers) {}

    interface Answer extends BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {}

    URI uri() {
        return URI.create("http://localhost:" + port);
    }

    /** Answers a path, whatever the method; other paths are answered with the service's name. */
    void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    void answerJson(String path, String json) {
        answer(
                path,
                (request, response) ->
                        response.header("Content-Type", "application/json")
                                .sendString(Mono.just(json)));
    }

    /** Tells of revoked sessions, and until which second unlisted ones may have tokens. */
    void answerRevoked(long unlistedUntil, UUID... sessions) {
        ByteBuffer told = ByteBuffer.allocate(Long.BYTES + 2 * Long.BYTES * sessions.length);
        told.putLong(unlistedUntil);
        Stream.of(sessions)
                .sorted(Comparator.comparing(UUID::toString))
                .forEach(session ->
                        told.putLong(session.getMostSignificantBits())
                                .putLong(session.getLeastSignificantBits()));
        answer(
                REVOKED,
                (request, response) ->
                        response.header("Content-Type", "application/octet-stream")
                                .sendByteArray(Mono.just(told.array())));
    }

    List<Received> received(String path) {
        return received.stream().filter(request -> pathOf(request.uri()).equals(path)).toList();
    }

    /** How many requests came, those aside that the gateway makes by itself. */
    int requestsButPolls() {
        return (int) received.stream().filter(request -> !isPoll(request)).count();
    }

    private static boolean isPoll(Received request) {
        return pathOf(request.uri()).equals(REVOKED)
                && Services.INTERNAL_SECRET.equals(request.headers().get("X-Maltan-Internal"))
                && !request.headers().contains("X-Forwarded-For");
    }

    Received last(String path) {
        return received(path).getLast();
    }

    /** Listens, on the port it had before. */
    void start() {
        if (server == null) {
            server =
                    HttpServer.create()
                            .host("localhost")
                            .port(port)
                            .channelGroup(connections)
                            .handle(this::handle)
                            .bindNow();
            port = server.port();
        }
    }

    /** From now on connections are refused; those that are open break. */
    void stop() {
        if (server != null) {
            connections.close().syncUninterruptibly();
            server.disposeNow(STOPPING);
            server = null;
        }
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        received.add(
                new Received(
                        request.method().name(), request.uri(), request.requestHeaders().copy()));
        Answer answer = answers.get(pathOf(request.uri()));
        if (answer != null) {
            return answer.apply(request, response);
        }
        return request.receive()
                .then()
                .then(
                        response.header("Content-Type", "application/json")
                                .sendString(Mono.just("{\"service\":\"" + name + "\"}"))
                                .then());
    }

    private static String pathOf(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}

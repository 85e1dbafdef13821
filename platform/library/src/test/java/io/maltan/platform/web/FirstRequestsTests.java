package io.maltan.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

class FirstRequestsTests {

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final DisposableServer server =
            HttpServer.create().port(0).handle(this::answer).bindNow();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String token = request.requestHeaders().get("Authorization");
        asked.add(request.uri() + (token == null ? "" : " with a token"));
        return request.uri().startsWith("/hangs")
                ? Mono.never()
                : response.status(request.uri().startsWith("/fails") ? 500 : 200).send();
    }

    private Mono<Void> rehearse() {
        return Mono.fromRunnable(() -> asked.add("rehearsal"))
                .then(Mono.error(new IOException("full")));
    }

    private void ask(Duration longest, String... paths) {
        MockEnvironment environment =
                new MockEnvironment().withProperty("local.server.port", "" + server.port());
        new FirstRequests(List.of(paths), List.of(this::rehearse), environment, longest)
                .run(new DefaultApplicationArguments());
    }

    @Test
    void asksForEachPathInTurn() {
        ask(Duration.ofSeconds(20), "/places?q=a&lat=1.5", "/posts");
        List<String> round =
                List.of(
                        "/places?q=a&lat=1.5",
                        "/posts",
                        "/places?q=a&lat=1.5 with a token",
                        "rehearsal");
        assertThat(asked)
                .containsExactlyElementsOf(
                        Collections.nCopies(3, round).stream().flatMap(List::stream).toList());
    }

    @Test
    void goesOnAfterAnAnswerOrARehearsalThatIsAnError() {
        ask(Duration.ofSeconds(20), "/fails", "/posts");
        assertThat(asked).hasSize(12);
    }

    @Test
    void letsAServiceStartThatDoesNotAnswer() {
        ask(Duration.ofMillis(300), "/hangs", "/posts");
        assertThat(asked).containsExactly("/hangs");
    }

    @Test
    void asksForNothingUnlessTold() {
        ask(Duration.ofSeconds(20));
        assertThat(asked).isEmpty();
    }
}

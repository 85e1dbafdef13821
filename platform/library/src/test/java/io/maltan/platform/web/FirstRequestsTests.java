package io.maltan.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
        asked.add(request.uri());
        return request.uri().startsWith("/hangs")
                ? Mono.never()
                : response.status(request.uri().startsWith("/fails") ? 500 : 200).send();
    }

    private void ask(Duration longest, String... paths) {
        MockEnvironment environment =
                new MockEnvironment().withProperty("local.server.port", "" + server.port());
        new FirstRequests(List.of(paths), environment, longest)
                .run(new DefaultApplicationArguments());
    }

    @Test
    void asksForEachPathInTurn() {
        ask(Duration.ofSeconds(20), "/places?q=a&lat=1.5", "/posts");
        assertThat(asked)
                .containsExactly(
                        "/places?q=a&lat=1.5",
                        "/posts",
                        "/places?q=a&lat=1.5",
                        "/posts",
                        "/places?q=a&lat=1.5",
                        "/posts");
    }

    @Test
    void goesOnAfterAnAnswerThatIsAnError() {
        ask(Duration.ofSeconds(20), "/fails", "/posts");
        assertThat(asked).hasSize(6);
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

package io.maltan.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class EndingResponseTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final MockServerHttpResponse response = new MockServerHttpResponse();
    private final Sinks.One<EndReason> end = Sinks.one();

    @Test
    void saysWhyItEnds() {
        written(MediaType.TEXT_EVENT_STREAM, "data: 1\n\n");

        assertThat(body())
                .isEqualTo("data: 1\n\nevent: end\ndata: {\"reason\":\"server_draining\"}\n\n");
    }

    @Test
    void doesNotCompleteAnEventThatWasCut() {
        written(MediaType.TEXT_EVENT_STREAM, "data: {\"ha");

        assertThat(body()).isEqualTo("data: {\"ha");
    }

    @Test
    void leavesAloneWhatIsNoEventStream() {
        StepVerifier.create(write(MediaType.APPLICATION_NDJSON, Flux.just(chunk("{}\n"))))
                .expectComplete()
                .verify(LIMIT);

        assertThat(body()).isEqualTo("{}\n");
    }

    private void written(MediaType type, String first) {
        Flux<Publisher<DataBuffer>> endless =
                Flux.<Publisher<DataBuffer>>just(chunk(first)).concatWith(Flux.never());
        StepVerifier.create(write(type, endless))
                .then(() -> end.tryEmitValue(EndReason.SERVER_DRAINING).orThrow())
                .expectComplete()
                .verify(LIMIT);
    }

    private Mono<Void> write(MediaType type, Flux<Publisher<DataBuffer>> body) {
        response.getHeaders().setContentType(type);
        return new EndingResponse(response, end.asMono()).writeAndFlushWith(body);
    }

    private static Publisher<DataBuffer> chunk(String text) {
        return Mono.fromSupplier(() ->
                DefaultDataBufferFactory.sharedInstance.wrap(
                        text.getBytes(StandardCharsets.UTF_8)));
    }

    private String body() {
        return String.valueOf(response.getBodyAsString().block(LIMIT));
    }
}

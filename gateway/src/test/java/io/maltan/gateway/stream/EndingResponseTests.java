package io.maltan.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
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
    void saysItAlsoWhereTheLastByteOfAnEventCameAlone() {
        written(MediaType.TEXT_EVENT_STREAM, "data: 1\n", "\n");

        assertThat(body()).endsWith("event: end\ndata: {\"reason\":\"server_draining\"}\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"ha", "\n", "d"})
    void doesNotCompleteAnEventThatWasCut(String last) {
        written(MediaType.TEXT_EVENT_STREAM, "data: 1", last);

        assertThat(body()).isEqualTo("data: 1" + last);
    }

    @Test
    void leavesAloneWhatIsNoEventStream() {
        StepVerifier.create(write(MediaType.APPLICATION_NDJSON, Flux.just(chunk("{}\n"))))
                .expectComplete()
                .verify(LIMIT);

        assertThat(body()).isEqualTo("{}\n");
    }

    @Test
    void releasesWhatNobodyTakesUp() {
        DataBuffer first = pooled("data: 1\n\n");
        DataBuffer second = pooled("data: 2\n\n");
        Sinks.Many<Publisher<DataBuffer>> body = Sinks.many().unicast().onBackpressureBuffer();
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        ServerHttpResponse takingNothing =
                new ServerHttpResponseDecorator(response) {
                    @Override
                    public Mono<Void> writeAndFlushWith(
                            Publisher<? extends Publisher<? extends DataBuffer>> chunks) {
                        return Flux.from(chunks).collectList().then();
                    }
                };

        StepVerifier.create(
                        new EndingResponse(takingNothing, end.asMono())
                                .writeAndFlushWith(body.asFlux()))
                .then(() -> body.tryEmitNext(Mono.just(first)).orThrow())
                .then(() -> body.tryEmitNext(Mono.just(second)).orThrow())
                .then(() -> assertThat(isAllocated(first) && isAllocated(second)).isTrue())
                .then(() -> body.tryEmitError(new IllegalStateException("broken")).orThrow())
                .expectError()
                .verify(LIMIT);

        assertThat(isAllocated(first) || isAllocated(second)).isFalse();
    }

    private static DataBuffer pooled(String text) {
        return new NettyDataBufferFactory(ByteBufAllocator.DEFAULT)
                .wrap(ByteBufUtil.writeUtf8(ByteBufAllocator.DEFAULT, text));
    }

    private static boolean isAllocated(DataBuffer buffer) {
        return ((PooledDataBuffer) buffer).isAllocated();
    }

    private void written(MediaType type, String... chunks) {
        Flux<Publisher<DataBuffer>> endless =
                Flux.fromArray(chunks).map(EndingResponseTests::chunk).concatWith(Flux.never());
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

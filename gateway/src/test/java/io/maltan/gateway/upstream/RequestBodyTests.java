package io.maltan.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class RequestBodyTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final NettyDataBufferFactory buffers =
            new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);
    private final TestPublisher<DataBuffer> sent = TestPublisher.create();
    private final RequestBody body =
            new RequestBody(
                    MockServerHttpRequest.post("/").body(sent.flux()),
                    Long.MAX_VALUE,
                    Duration.ofMinutes(1));

    @Test
    void whoSendsNothingIsTooSlow() {
        RequestBody waiting = brief();
        waiting.getBody().onErrorComplete().subscribe();

        StepVerifier.create(waiting.stalled())
                .expectErrorSatisfies(
                        late -> assertThat(late).isInstanceOf(ResponseStatusException.class))
                .verify(LIMIT);
    }

    @Test
    void aServiceThatTakesNothingIsLate() {
        RequestBody untaken = brief();
        untaken.getBody().onErrorComplete().subscribe(new OneAtATime());
        sent.next(buffers.wrap(Unpooled.buffer().writeByte(1)));

        StepVerifier.create(untaken.stalled()).expectError(TimeoutException.class).verify(LIMIT);
    }

    private RequestBody brief() {
        return new RequestBody(
                MockServerHttpRequest.post("/").body(sent.flux()),
                Long.MAX_VALUE,
                Duration.ofMillis(50));
    }

    /** Takes a piece, and no other. */
    private static final class OneAtATime extends BaseSubscriber<DataBuffer> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(1);
        }

        @Override
        protected void hookOnNext(DataBuffer piece) {
            DataBufferUtils.release(piece);
        }
    }

    /** As it happens when the service leaves on one thread while the client sends on another. */
    @Test
    void releasesAPieceThatComesWhileItsServiceLeaves() {
        ByteBuf first = Unpooled.buffer().writeByte(1);
        ByteBuf second = Unpooled.buffer().writeByte(2);

        body.getBody()
                .subscribe(
                        new BaseSubscriber<>() {
                            @Override
                            protected void hookOnNext(DataBuffer piece) {
                                sent.next(buffers.wrap(second));
                                cancel();
                                DataBufferUtils.release(piece);
                            }
                        });
        sent.next(buffers.wrap(first));

        assertThat(first.refCnt()).isZero();
        assertThat(second.refCnt()).isZero();
    }
}

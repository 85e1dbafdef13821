package io.maltan.gateway.cache;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps a copy of a small answer for everybody, while it passes. */
final class KeepingResponse extends ServerHttpResponseDecorator {

    private final long largest;
    private final Duration longest;
    private final Consumer<KeptAnswer> keep;

    KeepingResponse(
            ServerHttpResponse response, CacheSettings settings, Consumer<KeptAnswer> keep) {
        super(response);
        this.largest = settings.largest().toBytes();
        this.longest = settings.longest();
        this.keep = keep;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        Duration life = KeptAnswer.lifeOf(getStatusCode(), getHeaders(), longest);
        if (life.isZero() || getHeaders().getContentLength() > largest) {
            return super.writeWith(body);
        }
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        return super.writeWith(
                Flux.from(body)
                        .doOnNext(buffer -> copy(buffer, copy))
                        .doOnComplete(() -> keep(copy, life)));
    }

    private void copy(DataBuffer buffer, ByteArrayOutputStream copy) {
        if (copy.size() <= largest) {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.toByteBuffer(buffer.readPosition(), ByteBuffer.wrap(bytes), 0, bytes.length);
            copy.writeBytes(bytes);
        }
    }

    private void keep(ByteArrayOutputStream copy, Duration life) {
        long announced = getHeaders().getContentLength();
        boolean whole = announced < 0 || announced == copy.size();
        if (whole && copy.size() <= largest) {
            keep.accept(KeptAnswer.of(getHeaders(), copy.toByteArray(), life));
        }
    }
}

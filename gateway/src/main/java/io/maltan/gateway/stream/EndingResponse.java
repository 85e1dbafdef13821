package io.maltan.gateway.stream;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A stream that passes as it comes until there is a reason to end it, and then says so in a last
 * event.
 */
final class EndingResponse extends ServerHttpResponseDecorator {

    private static final byte LINE_END = '\n';

    private final Mono<EndReason> end;

    private volatile @Nullable EndReason reason;
    private boolean betweenLines = true;
    private boolean betweenEvents = true;

    EndingResponse(ServerHttpResponse response, Mono<EndReason> end) {
        super(response);
        this.end = end;
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        HeldChunks chunks = new HeldChunks();
        Flux<Publisher<? extends DataBuffer>> passing =
                Flux.from(body).<DataBuffer>concatMap(chunk -> chunk, 0).map(chunks::hold);
        boolean events =
                MediaType.TEXT_EVENT_STREAM.isCompatibleWith(getHeaders().getContentType());
        return super.writeAndFlushWith(events ? ending(passing) : passing)
                .doFinally(signal -> chunks.release());
    }

    private Flux<Publisher<? extends DataBuffer>> ending(
            Flux<Publisher<? extends DataBuffer>> events) {
        return events.map(this::watched)
                .takeUntilOther(end.doOnNext(why -> reason = why))
                .concatWith(Flux.defer(this::lastEvent));
    }

    private Publisher<? extends DataBuffer> watched(Publisher<? extends DataBuffer> chunk) {
        return Flux.from(chunk).doOnNext(this::watch);
    }

    /** An event ends with an empty line, of which a chunk may bring the last byte alone. */
    private void watch(DataBuffer buffer) {
        int length = buffer.readableByteCount();
        int last = buffer.writePosition() - 1;
        if (length > 0) {
            boolean lineEndBefore =
                    length == 1 ? betweenLines : buffer.getByte(last - 1) == LINE_END;
            betweenLines = buffer.getByte(last) == LINE_END;
            betweenEvents = betweenLines && lineEndBefore;
        }
    }

    /** Only between events: clients drop an event that was cut, but not one that was completed. */
    private Flux<Publisher<? extends DataBuffer>> lastEvent() {
        EndReason why = reason;
        if (why == null || !betweenEvents) {
            return Flux.empty();
        }
        byte[] event = why.toEvent().getBytes(StandardCharsets.UTF_8);
        return Flux.just(Mono.just(bufferFactory().wrap(event)));
    }
}

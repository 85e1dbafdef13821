package io.maltan.platform.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What handlers answer to a request that has a time limit. It has a status and headers of its own,
 * which reach the client's response in one step, if time is not up by then. A handler that is late
 * may go on, on its own thread or because it must not be interrupted: it then answers nobody, and
 * does not touch the answer that time is up.
 */
final class LimitedResponse extends AbstractServerHttpResponse {

    private enum State {
        AWAITED,
        ANSWERED,
        OVERDUE
    }

    private final ServerHttpResponse client;
    private final Duration limit;
    private final AtomicReference<State> state = new AtomicReference<>(State.AWAITED);

    /**
     * @param client gets the answer
     * @param limit for writing the answer, once it has begun
     */
    LimitedResponse(ServerHttpResponse client, Duration limit) {
        super(client.bufferFactory(), copy(client.getHeaders()));
        this.client = client;
        this.limit = limit;
    }

    private static HttpHeaders copy(HttpHeaders headers) {
        HttpHeaders copy = new HttpHeaders();
        copy.putAll(headers);
        return copy;
    }

    /**
     * Ends the wait: from now on what handlers answer is ignored.
     *
     * @return false if they have answered already
     */
    boolean expire() {
        return state.compareAndSet(State.AWAITED, State.OVERDUE);
    }

    /** Passes on the headers that handlers have set, for an answer that somebody else writes. */
    Mono<Void> leaveHeaders() {
        return doCommit(Mono::empty);
    }

    @Override
    public Mono<Void> setComplete() {
        return isCommitted()
                ? Mono.empty()
                : doCommit(() -> isOverdue() ? Mono.empty() : client.setComplete());
    }

    @Override
    protected Mono<Void> doCommit(@Nullable Supplier<? extends Mono<Void>> write) {
        return super.doCommit(() -> Mono.defer(() -> answer(write)));
    }

    private Mono<Void> answer(@Nullable Supplier<? extends Mono<Void>> write) {
        if (state.compareAndSet(State.AWAITED, State.ANSWERED)) {
            if (getStatusCode() != null) {
                client.setStatusCode(getStatusCode());
            }
            client.getHeaders().putAll(getHeaders());
            getCookies().values().forEach(cookies -> cookies.forEach(client::addCookie));
        }
        return write == null ? Mono.empty() : write.get();
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
        return isOverdue() ? drop(body) : client.writeWith(body).timeout(limit);
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(
            Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return isOverdue()
                ? drop(Flux.from(body).concatMap(Flux::from))
                : client.writeAndFlushWith(body).timeout(limit);
    }

    /** Writes to nobody: work that is not to be interrupted ends as if somebody had listened. */
    private static Mono<Void> drop(Publisher<? extends DataBuffer> body) {
        return Flux.from(body).doOnNext(DataBufferUtils::release).then();
    }

    private boolean isOverdue() {
        return state.get() == State.OVERDUE;
    }

    // The three are applied together, when it is sure that the answer is in time.

    @Override
    protected void applyStatusCode() {}

    @Override
    protected void applyHeaders() {}

    @Override
    protected void applyCookies() {}

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T getNativeResponse() {
        return ServerHttpResponseDecorator.getNativeResponse(client);
    }
}

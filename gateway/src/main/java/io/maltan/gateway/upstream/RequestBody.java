package io.maltan.gateway.upstream;

import io.maltan.platform.problem.TooLarge;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A request whose body is counted while it passes: too much of it is 413, too slow is 408, broken
 * off is 400. None of these is the service's fault. A service that does not take it is.
 */
final class RequestBody extends ServerHttpRequestDecorator {

    private static final String TOO_LARGE = "body_too_large";

    static {
        // A piece of a body that comes when its service has answered already: nobody else takes it.
        Hooks.onNextDropped(RequestBody::releaseDropped);
    }

    private final long limit;
    private final Duration idle;
    private final Sinks.Empty<Void> received = Sinks.empty();
    private final Sinks.Empty<Void> stalled = Sinks.empty();
    private final AtomicLong wanted = new AtomicLong();

    private long bytes;
    private volatile boolean complete;

    RequestBody(ServerHttpRequest request, long limit, Duration idle) {
        super(request);
        this.limit = limit;
        this.idle = idle;
        if (request.getHeaders().getContentLength() > limit) {
            throw new TooLarge(TOO_LARGE);
        }
    }

    /** Heads tell: what has neither a length nor chunks has no body. */
    static boolean isMissing(HttpHeaders headers) {
        return headers.getContentLength() <= 0
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody()
                .onErrorMap(left -> new ResponseStatusException(HttpStatus.BAD_REQUEST))
                .map(this::count)
                .timeout(idle, Flux.defer(this::stall))
                .doOnRequest(wanted::addAndGet)
                .doOnComplete(this::complete)
                // A piece that comes while its service leaves: the time limit, told of that by
                // another thread, discards it.
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    /** Completes when the last of the body has passed. */
    Mono<Void> received() {
        return received.asMono();
    }

    /**
     * Fails when nothing has passed for too long: whoever sends the body on waits until what it has
     * is taken, and would not hear of it before.
     */
    Mono<Void> stalled() {
        return stalled.asMono();
    }

    private Flux<DataBuffer> stall() {
        Throwable late = wanted.get() > 0 ? tooSlow() : new TimeoutException();
        stalled.emitError(late, Sinks.EmitFailureHandler.FAIL_FAST);
        return Flux.error(late);
    }

    boolean isComplete() {
        return complete;
    }

    static ResponseStatusException tooSlow() {
        return new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT);
    }

    private static void releaseDropped(Object dropped) {
        if (dropped instanceof DataBuffer buffer) {
            DataBufferUtils.release(buffer);
        }
    }

    private DataBuffer count(DataBuffer buffer) {
        wanted.decrementAndGet();
        bytes += buffer.readableByteCount();
        if (bytes > limit) {
            DataBufferUtils.release(buffer);
            throw new TooLarge(TOO_LARGE);
        }
        return buffer;
    }

    private void complete() {
        complete = true;
        received.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
    }
}

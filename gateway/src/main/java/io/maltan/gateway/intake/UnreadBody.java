package io.maltan.gateway.intake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads what a refused request still carries before the refusal is written: a client that is still
 * sending would be reset, and might never see the answer. A body that is long or slow is not waited
 * for, and its connection is closed behind the answer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnreadBody implements WebFilter {

    private static final long PATIENCE_BYTES = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!hasBody(exchange.getRequest().getHeaders())) {
            return chain.filter(exchange);
        }
        WatchedRequest request = new WatchedRequest(exchange.getRequest());
        exchange.getResponse()
                .beforeCommit(() ->
                        request.readRest()
                                .doOnNext(whole -> {
                                    if (!whole) {
                                        exchange.getResponse()
                                                .getHeaders()
                                                .set(HttpHeaders.CONNECTION, "close");
                                    }
                                })
                                .then());
        return chain.filter(exchange.mutate().request(request).build());
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0
                || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Knows how far its body was read. */
    private static final class WatchedRequest extends ServerHttpRequestDecorator {

        private final AtomicLong bytes = new AtomicLong();
        private volatile boolean begun;
        private volatile boolean complete;

        WatchedRequest(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            begun = true;
            return super.getBody().doOnNext(this::count).doOnComplete(() -> complete = true);
        }

        private void count(DataBuffer buffer) {
            bytes.addAndGet(buffer.readableByteCount());
        }

        /** Whether nothing is left. */
        Mono<Boolean> readRest() {
            if (begun || getHeaders().getContentLength() > PATIENCE_BYTES) {
                return Mono.fromSupplier(this::isRead);
            }
            return getBody()
                    .map(WatchedRequest::dropped)
                    .takeUntil(length -> bytes.get() > PATIENCE_BYTES)
                    .then(Mono.fromSupplier(this::isRead))
                    .timeout(PATIENCE, Mono.just(false))
                    .onErrorReturn(false);
        }

        /** A service may have answered the last byte before its end is heard of here. */
        private boolean isRead() {
            return complete || bytes.get() == getHeaders().getContentLength();
        }

        private static int dropped(DataBuffer buffer) {
            int length = buffer.readableByteCount();
            DataBufferUtils.release(buffer);
            return length;
        }
    }
}

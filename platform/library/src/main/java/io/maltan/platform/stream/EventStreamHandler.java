package io.maltan.platform.stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes streams from controllers, and begins them when all filters and handlers are done: what
 * these keep of a request, some 20 KB, would otherwise be held for as long as its stream is open.
 */
final class EventStreamHandler implements HandlerResultHandler, WebFilter, Ordered {

    private static final String STREAM = EventStream.class.getName();

    private final ServerStreams streams;

    EventStreamHandler(ServerStreams streams) {
        this.streams = streams;
    }

    /** Around all other filters, and asked before Spring's handlers of results. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(HandlerResult result) {
        ResolvableType type = result.getReturnType();
        return type.resolve() == EventStream.class
                || (type.resolve() == Mono.class && type.resolveGeneric(0) == EventStream.class);
    }

    @Override
    public Mono<Void> handleResult(ServerWebExchange exchange, HandlerResult result) {
        Mono<?> stream =
                result.getReturnValue() instanceof Mono<?> later
                        ? later
                        : Mono.justOrEmpty(result.getReturnValue());
        return stream.doOnNext(found -> exchange.getAttributes().put(STREAM, found)).then();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).then(Mono.defer(() -> begin(exchange)));
    }

    private Mono<Void> begin(ServerWebExchange exchange) {
        @Nullable EventStream stream = exchange.getAttribute(STREAM);
        if (stream == null) {
            return Mono.empty();
        }
        exchange.getAttributes().clear();
        ServerHttpRequest request = exchange.getRequest();
        return streams.answer(stream, request, exchange.getResponse());
    }
}

package io.maltan.platform.web;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Gives every request an end, except on the paths that stream: whatever hangs behind it, the client
 * is answered.
 */
final class TimeLimitFilter implements WebFilter {

    private static final List<String> STREAMS = List.of("/**/stream", "/internal/**");

    private final WebProperties properties;
    private final List<PathPattern> unlimited;

    TimeLimitFilter(WebProperties properties) {
        this.properties = properties;
        this.unlimited =
                Stream.concat(STREAMS.stream(), properties.unlimitedPaths().stream())
                        .map(PathPatternParser.defaultInstance::parse)
                        .toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return isUnlimited(exchange) ? chain.filter(exchange) : limited(exchange, chain);
    }

    private Mono<Void> limited(ServerWebExchange exchange, WebFilterChain chain) {
        Duration limit = properties.timeLimit();
        LimitedResponse response = new LimitedResponse(exchange.getResponse(), limit);
        if (!BodyArrival.isExpected(exchange.getRequest())) {
            return limited(
                    new LimitedExchange(exchange, response), response, Mono.delay(limit), chain);
        }
        BodyArrival request = new BodyArrival(exchange.getRequest());
        return limited(
                new LimitedExchange(exchange, request, response),
                response,
                request.timeIsUp(limit, properties.bodyTimeLimit()),
                chain);
    }

    private static Mono<Void> limited(
            LimitedExchange exchange,
            LimitedResponse response,
            Mono<Long> limit,
            WebFilterChain chain) {
        Mono<Long> timeIsUp =
                limit.materialize()
                        .filter(late -> response.expire())
                        .switchIfEmpty(Mono.never())
                        .dematerialize();
        return chain.filter(exchange)
                .then(Mono.defer(response::setComplete))
                .onErrorResume(error -> response.leaveHeaders().then(Mono.error(error)))
                .timeout(timeIsUp);
    }

    private boolean isUnlimited(ServerWebExchange exchange) {
        return unlimited.stream()
                .anyMatch(pattern ->
                        pattern.matches(exchange.getRequest().getPath().pathWithinApplication()));
    }
}

package io.maltan.community.trust;

import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Callers;
import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Keeps suspended people from writing, whatever the route. What they may still do is take things
 * back, protect themselves, read what they are told, and appeal.
 */
@Component
@Order(SuspensionFilter.AFTER_AUTHENTICATION)
class SuspensionFilter implements WebFilter {

    static final int AFTER_AUTHENTICATION = -10;

    private static final Set<HttpMethod> WRITING =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final PathPattern COMMUNITY = pattern("/api/v1/community/**");
    private static final List<PathPattern> OPEN =
            List.of(
                    pattern("/api/v1/community/moderation/**"),
                    pattern("/api/v1/community/notifications/**"),
                    pattern("/api/v1/community/blocks/**"),
                    pattern("/api/v1/community/mutes/**"));

    private final Suspensions suspensions;

    SuspensionFilter(Suspensions suspensions) {
        this.suspensions = suspensions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return concerns(exchange)
                ? Callers.of(exchange)
                        .map(Caller::id)
                        .flatMap(suspensions::requireNone)
                        .then(Mono.defer(() -> chain.filter(exchange)))
                : chain.filter(exchange);
    }

    private static boolean concerns(ServerWebExchange exchange) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        return WRITING.contains(exchange.getRequest().getMethod())
                && COMMUNITY.matches(path)
                && OPEN.stream().noneMatch(open -> open.matches(path));
    }

    private static PathPattern pattern(String pattern) {
        return PathPatternParser.defaultInstance.parse(pattern);
    }
}

package io.maltan.user.administration;

import io.maltan.platform.security.Callers;
import io.maltan.user.session.Sessions;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Keeps the API keys of administrators from administration, whatever the route: a key is made for a
 * program and lies where programs keep things, and who finds it must not become an administrator.
 * Who has logged in may, for as long as that session goes on.
 */
@Component
@Order(AdministrationGuard.AFTER_AUTHENTICATION)
class AdministrationGuard implements WebFilter {

    /** And before a kept answer could be repeated. */
    static final int AFTER_AUTHENTICATION = -10;

    private static final PathPattern ADMINISTRATION =
            PathPatternParser.defaultInstance.parse("/api/v1/admin/**");

    private final Sessions sessions;

    AdministrationGuard(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ADMINISTRATION.matches(exchange.getRequest().getPath().pathWithinApplication())
                ? Callers.of(exchange)
                        .flatMap(sessions::requireOpen)
                        .then(Mono.defer(() -> chain.filter(exchange)))
                : chain.filter(exchange);
    }
}

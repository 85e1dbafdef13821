package io.maltan.platform.security;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Says who sent a request, by its bearer token, with the parts of Spring Security that its filter
 * chain is made of. For where nothing else of that chain is wanted: the gateway has no sessions, no
 * logins and no rules of its own, and passes a dozen times the requests of any service.
 */
public final class TokenCheck {

    private static final String SCHEME = "Bearer ";

    private final ServerAuthenticationConverter bearer =
            new ServerBearerTokenAuthenticationConverter();
    private final ReactiveAuthenticationManager manager;
    private final @Nullable VerifiedTokens verified;

    TokenCheck(ReactiveJwtDecoder decoder) {
        JwtReactiveAuthenticationManager checking = new JwtReactiveAuthenticationManager(decoder);
        checking.setJwtAuthenticationConverter(new CallerConverter());
        this.manager = checking;
        this.verified = decoder instanceof VerifiedTokens remembering ? remembering : null;
    }

    /** The caller, where the request's token has been verified of late; else null. */
    public @Nullable Caller knownCallerOf(ServerWebExchange exchange) {
        String credentials = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return verified != null && credentials != null && credentials.startsWith(SCHEME)
                ? verified.callerOf(credentials.substring(SCHEME.length()))
                : null;
    }

    /** The caller, once the token is verified; empty without one, an error if it is not valid. */
    public Mono<Caller> verify(ServerWebExchange exchange) {
        return bearer.convert(exchange)
                .flatMap(manager::authenticate)
                .cast(CallerAuthentication.class)
                .map(CallerAuthentication::getPrincipal);
    }
}

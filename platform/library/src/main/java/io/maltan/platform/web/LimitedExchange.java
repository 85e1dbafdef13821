package io.maltan.platform.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;
import reactor.core.publisher.Mono;

/** A request with the answer that its handlers make in time. */
final class LimitedExchange extends ServerWebExchangeDecorator {

    private static final ServerCodecConfigurer CODECS = ServerCodecConfigurer.create();
    private static final LocaleContextResolver LOCALES = new AcceptHeaderLocaleContextResolver();

    private final ServerHttpRequest request;
    private final LimitedResponse response;
    private @Nullable ServerWebExchange conditional;

    LimitedExchange(ServerWebExchange exchange, LimitedResponse response) {
        this(exchange, exchange.getRequest(), response);
    }

    LimitedExchange(
            ServerWebExchange exchange, ServerHttpRequest request, LimitedResponse response) {
        super(exchange);
        this.request = request;
        this.response = response;
    }

    @Override
    public ServerHttpRequest getRequest() {
        return request;
    }

    @Override
    public ServerHttpResponse getResponse() {
        return response;
    }

    @Override
    public boolean isNotModified() {
        return conditional != null && conditional.isNotModified();
    }

    @Override
    public boolean checkNotModified(Instant lastModified) {
        return conditional().checkNotModified(lastModified);
    }

    @Override
    public boolean checkNotModified(String etag) {
        return conditional().checkNotModified(etag);
    }

    @Override
    public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
        return conditional().checkNotModified(etag, lastModified);
    }

    /** Answers for the handlers' response; the decorated exchange would for the client's. */
    private ServerWebExchange conditional() {
        ServerWebExchange known = conditional;
        if (known == null) {
            known =
                    new DefaultServerWebExchange(
                            getRequest(), response, exchange -> Mono.empty(), CODECS, LOCALES);
            conditional = known;
        }
        return known;
    }
}

package io.maltan.gateway.intake;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.client.ClientAddresses;
import io.maltan.platform.observability.TraceId;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Headers that every answer carries: the trace id, and what browsers must not do. */
@Component
@Order(FilterOrder.ANSWER_HEADERS)
class AnswerHeaders implements WebFilter {

    private static final String TRACE_ID = "X-Trace-Id";
    private static final String CONTENT_POLICY = "Content-Security-Policy";

    private final ClientAddresses addresses;

    AnswerHeaders(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> complete(exchange)));
        return chain.filter(exchange);
    }

    private void complete(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(TRACE_ID, TraceId.of(exchange));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        if (!headers.containsHeader(CONTENT_POLICY)) {
            headers.set(CONTENT_POLICY, "default-src 'none'; frame-ancestors 'none'");
        }
        if (addresses.schemeOf(exchange).equals("https")) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}

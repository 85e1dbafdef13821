package io.maltan.gateway.upstream;

import io.maltan.gateway.client.ClientAddresses;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What services hear of the sender: who it is, by the gateway's word alone. Runs last, so that a
 * client's {@code Connection} header cannot name what is set here.
 */
@Component
class UpstreamHeaders implements HttpHeadersFilter, Ordered {

    private static final String OWN_PREFIX = "x-maltan-";
    private static final String FORWARDED_PREFIX = "x-forwarded-";
    private static final String FORWARDED = "forwarded";
    private static final String REAL_ADDRESS = "x-real-ip";
    private static final String API_KEY = "x-api-key";

    /** For a caller who gives no name; the HTTP client would give its own. */
    private static final String NAMELESS = "unknown";

    private final ClientAddresses addresses;
    private final TraceHeaders trace;

    UpstreamHeaders(ClientAddresses addresses, TraceHeaders trace) {
        this.addresses = addresses;
        this.trace = trace;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        input.forEach((name, values) -> {
            if (!isReserved(name.toLowerCase(Locale.ROOT))) {
                headers.addAll(name, values);
            }
        });
        headers.remove(HttpHeaders.EXPECT);
        if (!headers.containsHeader(HttpHeaders.USER_AGENT)) {
            headers.set(HttpHeaders.USER_AGENT, NAMELESS);
        }
        if (Traffic.of(exchange.getRequest()) == Traffic.STREAM) {
            headers.remove(HttpHeaders.ACCEPT_ENCODING);
        }
        addForwarded(headers, exchange);
        trace.addTo(headers, exchange);
        return headers;
    }

    private static boolean isReserved(String name) {
        return name.startsWith(OWN_PREFIX)
                || name.startsWith(FORWARDED_PREFIX)
                || name.equals(FORWARDED)
                || name.equals(REAL_ADDRESS)
                || name.equals(API_KEY);
    }

    private void addForwarded(HttpHeaders headers, ServerWebExchange exchange) {
        headers.set("X-Forwarded-For", addresses.of(exchange).getHostAddress());
        headers.set("X-Forwarded-Proto", addresses.schemeOf(exchange));
        String host = exchange.getRequest().getHeaders().getFirst(HttpHeaders.HOST);
        if (host != null) {
            headers.set("X-Forwarded-Host", host);
        }
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}

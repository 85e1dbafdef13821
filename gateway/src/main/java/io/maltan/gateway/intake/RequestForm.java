package io.maltan.gateway.intake;

import io.maltan.gateway.chain.FilterOrder;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Refuses requests that two readers could understand in two ways: paths that are not plain, targets
 * that are not paths, a {@code Host} that is missing, double or malformed. What else comes on such
 * a connection is not read.
 */
@Component
@Order(FilterOrder.REQUEST_FORM)
class RequestForm implements WebFilter {

    private static final Set<HttpMethod> METHODS =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS);

    /**
     * Empty and dot segments, separators and dots in disguise, parameters, control characters and
     * Unicode's separators of lines.
     */
    private static final Pattern NOT_PLAIN =
            Pattern.compile(
                    "//|/\\.{1,2}(/|$)|\\\\|;|%2f|%5c|%2e|%25|%3b|%[01][0-9a-f]|%7f|%e2%80%a[89]",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern HOST =
            Pattern.compile("([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(:[0-9]{1,5})?");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!isWellFormed(request)) {
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            return Mono.error(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        }
        if (!METHODS.contains(request.getMethod())) {
            return Mono.error(() -> new MethodNotAllowedException(request.getMethod(), METHODS));
        }
        return chain.filter(exchange);
    }

    private static boolean isWellFormed(ServerHttpRequest request) {
        return targetOf(request).startsWith("/")
                && !NOT_PLAIN.matcher(request.getPath().value()).find()
                && hasOneHost(request.getHeaders());
    }

    /** The request's target as it came, which may be a whole URI. */
    private static String targetOf(ServerHttpRequest request) {
        return ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest raw
                ? raw.uri()
                : request.getPath().value();
    }

    private static boolean hasOneHost(HttpHeaders headers) {
        List<String> hosts = headers.getOrEmpty(HttpHeaders.HOST);
        return hosts.size() == 1
                && HOST.matcher(hosts.getFirst().toLowerCase(Locale.ROOT)).matches();
    }
}

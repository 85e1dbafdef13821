package io.maltan.gateway.upstream;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Hands the request's own trace on to the service. Spring Cloud Gateway would open an observation
 * of its own for every call, and keep it in memory for as long as a stream is open.
 */
@Component
class TraceHeaders {

    private static final Propagator.Setter<HttpHeaders> SETTER =
            (headers, name, value) -> Objects.requireNonNull(headers).set(name, value);

    private final Propagator propagator;

    TraceHeaders(Propagator propagator) {
        this.propagator = propagator;
    }

    void addTo(HttpHeaders headers, ServerWebExchange exchange) {
        ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .map(context -> context.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .ifPresent(span -> propagator.inject(span.context(), headers, SETTER));
    }
}

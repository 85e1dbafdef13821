package io.maltan.platform.events;

import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Optional;
import reactor.util.context.ContextView;

/** The W3C trace context of what is going on. */
final class Traceparent {

    private Traceparent() {}

    /** Empty where nothing is traced. */
    static Optional<String> of(ContextView context) {
        return context.<ObservationView>getOrEmpty(ObservationThreadLocalAccessor.KEY)
                .map(ObservationView::getContextView)
                .map(observed -> observed.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(Span::context)
                .map(Traceparent::format);
    }

    private static String format(TraceContext context) {
        String flags = Boolean.TRUE.equals(context.sampled()) ? "01" : "00";
        return "00-%s-%s-%s".formatted(context.traceId(), context.spanId(), flags);
    }
}

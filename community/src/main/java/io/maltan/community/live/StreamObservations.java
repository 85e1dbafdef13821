package io.maltan.community.live;

import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * Streams are not observed as requests: thousands stay open for hours, and what an observation
 * keeps of each would take memory to say nothing. {@code maltan.streams.open} counts them.
 */
@Configuration(proxyBeanMethods = false)
class StreamObservations {

    @Bean
    ObservationPredicate streamsAreNoRequests() {
        return (name, context) ->
                !(context instanceof ServerRequestObservationContext request && isStream(request));
    }

    private static boolean isStream(ServerRequestObservationContext context) {
        return context.getCarrier() != null
                && context.getCarrier().getPath().value().endsWith("/stream");
    }
}

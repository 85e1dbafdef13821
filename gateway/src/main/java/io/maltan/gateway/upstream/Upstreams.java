package io.maltan.gateway.upstream;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.stereotype.Component;

/** Gives routes the filter that calls their service. */
@Component
public class Upstreams {

    private final Breakers breakers;
    private final TrafficLimits limits;

    Upstreams(Breakers breakers, TrafficLimits limits) {
        this.breakers = breakers;
        this.limits = limits;
    }

    /** The filter through which all routes of a service call it. */
    public GatewayFilter to(Service service) {
        return new Upstream(breakers.of(service), limits);
    }
}

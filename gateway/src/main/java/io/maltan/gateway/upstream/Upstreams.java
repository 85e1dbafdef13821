package io.maltan.gateway.upstream;

import io.maltan.platform.configuration.Live;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.stereotype.Component;

/** Gives routes the filter that calls their service. */
@Component
public class Upstreams {

    private final Breakers breakers;
    private final Balancer balancer;
    private final Live<TrafficLimits> limits;
    private final BodyRoom bodies;

    Upstreams(Breakers breakers, Balancer balancer, Live<TrafficLimits> limits, BodyRoom bodies) {
        this.breakers = breakers;
        this.balancer = balancer;
        this.limits = limits;
        this.bodies = bodies;
    }

    /** The filter through which all routes of a service call it. */
    public GatewayFilter to(Service service) {
        return new Upstream(service, breakers, balancer, limits, bodies);
    }
}

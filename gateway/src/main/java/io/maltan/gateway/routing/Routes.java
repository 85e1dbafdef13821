package io.maltan.gateway.routing;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.gateway.upstream.Service;
import io.maltan.gateway.upstream.ServiceAddresses;
import io.maltan.gateway.upstream.Upstreams;
import java.util.function.Function;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.Buildable;
import org.springframework.cloud.gateway.route.builder.PredicateSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that is reachable behind the gateway; paths go on unchanged. */
@Configuration(proxyBeanMethods = false)
class Routes {

    @Bean
    RouteLocator serviceRoutes(
            RouteLocatorBuilder locator, ServiceAddresses addresses, Upstreams upstreams) {
        return locator.routes()
                .route(
                        "user",
                        to(
                                Service.USER,
                                addresses,
                                upstreams,
                                "/api/v1/users/**",
                                "/api/v1/auth/**",
                                "/api/v1/admin/**",
                                "/.well-known/jwks.json",
                                "/.well-known/openid-configuration"))
                .route("place", to(Service.PLACE, addresses, upstreams, "/api/v1/places/**"))
                .route(
                        "recommendation",
                        to(
                                Service.RECOMMENDATION,
                                addresses,
                                upstreams,
                                "/api/v1/recommendations/**"))
                .route(
                        "community",
                        to(Service.COMMUNITY, addresses, upstreams, "/api/v1/community/**"))
                .build();
    }

    private static Function<PredicateSpec, Buildable<Route>> to(
            Service service, ServiceAddresses addresses, Upstreams upstreams, String... paths) {
        return route ->
                route.path(paths)
                        .filters(filters ->
                                filters.filter(upstreams.to(service), FilterOrder.UPSTREAM))
                        .uri(addresses.of(service));
    }
}

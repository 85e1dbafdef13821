package io.maltan.gateway.upstream;

import java.net.URI;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sends the request to the replica that was chosen, after its address has been put together. */
@Component
@Order(RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1)
class ReplicaFilter implements GlobalFilter {

    static final String REPLICA = ReplicaFilter.class.getName() + ".replica";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Replica replica = exchange.getAttribute(REPLICA);
        URI url = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        if (replica != null && url != null) {
            exchange.getAttributes()
                    .put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, at(replica, url));
        }
        return chain.filter(exchange);
    }

    private static URI at(Replica replica, URI url) {
        String query = url.getRawQuery();
        return URI.create(
                replica.address() + url.getRawPath() + (query == null ? "" : "?" + query));
    }
}

package io.maltan.gateway.health;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /health}. */
@Configuration(proxyBeanMethods = false)
class HealthRoutes {

    @Bean
    RouterFunction<ServerResponse> healthRoute(ServiceHealth health) {
        return RouterFunctions.route()
                .GET("/health", request -> answer(health))
                .HEAD("/health", request -> answer(health))
                .build();
    }

    private static Mono<ServerResponse> answer(ServiceHealth health) {
        return health.state().flatMap(HealthRoutes::answer);
    }

    private static Mono<ServerResponse> answer(SystemState state) {
        return ServerResponse.status(
                        state.isDown() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK)
                .cacheControl(CacheControl.noStore())
                .bodyValue(state);
    }
}

package io.maltan.gateway.intake;

import io.maltan.gateway.chain.FilterOrder;
import io.maltan.platform.configuration.Live;
import io.maltan.platform.configuration.LiveSettings;
import io.maltan.platform.problem.Forbidden;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;

/** Which web pages of other origins may call. */
@Configuration(proxyBeanMethods = false)
class CrossOrigin {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> READABLE_HEADERS =
            List.of(
                    HttpHeaders.ETAG,
                    HttpHeaders.LOCATION,
                    HttpHeaders.RETRY_AFTER,
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Idempotency-Replayed",
                    "RateLimit",
                    "RateLimit-Policy",
                    "X-Trace-Id");

    @Bean
    Live<IntakeSettings> intakeSettings(LiveSettings settings) {
        return settings.bind(IntakeSettings.PREFIX, IntakeSettings.class);
    }

    @Bean
    @Order(FilterOrder.CROSS_ORIGIN)
    CorsWebFilter corsFilter(Live<IntakeSettings> settings) {
        AtomicReference<CorsConfiguration> rules = new AtomicReference<>();
        settings.follow(current -> rules.set(toRules(current)));
        return new CorsWebFilter(exchange -> rules.get(), new RefusingWithProblem());
    }

    private static CorsConfiguration toRules(IntakeSettings settings) {
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOrigins(settings.corsOrigins());
        rules.setAllowedMethods(METHODS);
        rules.addAllowedHeader(CorsConfiguration.ALL);
        rules.setExposedHeaders(READABLE_HEADERS);
        rules.setMaxAge(settings.corsMaxAge());
        return rules;
    }

    private static final class RefusingWithProblem extends DefaultCorsProcessor {

        @Override
        public boolean process(@Nullable CorsConfiguration rules, ServerWebExchange exchange) {
            return comesFromHere(exchange.getRequest().getHeaders())
                    || super.process(rules, exchange);
        }

        /** Whatever the scheme: behind a proxy that ends TLS, pages of https call http here. */
        private static boolean comesFromHere(HttpHeaders headers) {
            String origin = headers.getOrigin();
            String host = headers.getFirst(HttpHeaders.HOST);
            return origin != null && host != null && origin.endsWith("://" + host);
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            throw new Forbidden("forbidden");
        }
    }
}

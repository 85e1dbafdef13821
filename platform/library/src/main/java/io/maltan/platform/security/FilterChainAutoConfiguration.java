package io.maltan.platform.security;

import io.maltan.platform.problem.ProblemHandler;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ResponseStatusException;

/** The filter chain of a service: see {@link ResourceServerAutoConfiguration}. */
@AutoConfiguration(
        after = ResourceServerAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.reactive.ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration"
        })
@EnableWebFluxSecurity
class FilterChainAutoConfiguration {

    private static final ServerWebExchangeMatcher READING =
            new OrServerWebExchangeMatcher(
                    ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, "/**"),
                    ServerWebExchangeMatchers.pathMatchers(HttpMethod.HEAD, "/**"),
                    ServerWebExchangeMatchers.pathMatchers(HttpMethod.OPTIONS, "/**"));

    @Bean
    SecurityWebFilterChain securityFilterChain(
            ServerHttpSecurity http, SecurityProperties properties, ProblemHandler problems) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(access ->
                        access.matchers(READING)
                                .permitAll()
                                .pathMatchers(openPaths(properties))
                                .permitAll()
                                .anyExchange()
                                .authenticated())
                .oauth2ResourceServer(server ->
                        server.jwt(jwt -> jwt.jwtAuthenticationConverter(new CallerConverter()))
                                .authenticationEntryPoint(problems::handle)
                                .accessDeniedHandler(problems::handle)
                                .authenticationFailureHandler((filtered, refused) ->
                                        problems.handle(filtered.getExchange(), refused)))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(problems::handle)
                                .accessDeniedHandler(problems::handle))
                .build();
    }

    /**
     * Observations of the security filters cost several KB for as long as a stream is open, and
     * tell nothing that the observation of the request does not.
     */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** A path or a header that Spring's firewall takes for an attack is answered like all else. */
    @Bean
    ServerExchangeRejectedHandler rejectedAsProblem(ProblemHandler problems) {
        return (exchange, rejected) ->
                problems.handle(exchange, new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }

    /** Internal paths are guarded by their own filter. */
    private static String[] openPaths(SecurityProperties properties) {
        return Stream.concat(Stream.of(InternalCallFilter.PATHS), properties.openWrites().stream())
                .toArray(String[]::new);
    }
}

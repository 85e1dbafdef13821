package io.maltan.platform.security;

import com.github.benmanes.caffeine.cache.Ticker;
import io.maltan.platform.problem.ProblemHandler;
import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ResponseStatusException;

/**
 * The security of a resource server: reading is open, writing needs a token unless the service
 * opens the path, a token that is not valid is refused everywhere. What a caller may do beyond that
 * stands in the controllers' signatures.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.reactive.ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration"
        })
@EnableWebFluxSecurity
@EnableConfigurationProperties(SecurityProperties.class)
class ResourceServerAutoConfiguration {

    private static final String INTERNAL_SECRET = "maltan.internal-secret";

    private static final ServerWebExchangeMatcher READING =
            new OrServerWebExchangeMatcher(
                    ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, "/**"),
                    ServerWebExchangeMatchers.pathMatchers(HttpMethod.HEAD, "/**"),
                    ServerWebExchangeMatchers.pathMatchers(HttpMethod.OPTIONS, "/**"));

    @Bean
    @ConditionalOnMissingBean
    ReactiveJwtDecoder accessTokenDecoder(SecurityProperties properties) {
        RemoteKeys keys = new RemoteKeys(WebClient.create(), properties, Clock.systemUTC());
        NimbusReactiveJwtDecoder decoder =
                NimbusReactiveJwtDecoder.withJwkSource(keys::keysFor)
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .validateType(false)
                        .build();
        decoder.setJwtValidator(
                AccessTokenValidation.of(properties.issuer(), properties.audience()));
        ReactiveJwtDecoder verifying =
                token ->
                        decoder.decode(token)
                                .onErrorMap(
                                        IllegalStateException.class,
                                        ResourceServerAutoConfiguration::unwrapped);
        return new VerifiedTokens(
                verifying,
                properties.verifiedTokens(),
                properties.verifiedKept(),
                Clock.systemUTC(),
                Ticker.systemTicker());
    }

    /** That the keys could not be fetched reaches the caller of the decoder wrapped. */
    private static Throwable unwrapped(IllegalStateException error) {
        return error.getCause() instanceof AuthenticationServiceException away ? away : error;
    }

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
        return Stream.concat(Stream.of("/internal/**"), properties.openWrites().stream())
                .toArray(String[]::new);
    }

    @Bean
    InternalCalls internalCalls(Environment environment) {
        return new InternalCalls(environment.getProperty(INTERNAL_SECRET, ""));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 100)
    InternalCallFilter internalCallFilter(Environment environment) {
        return new InternalCallFilter(environment.getProperty(INTERNAL_SECRET, ""));
    }

    @Bean
    WebFluxConfigurer callerArguments() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                resolvers.addCustomResolver(new CallerArgumentResolver());
            }
        };
    }
}

package io.maltan.platform.security;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

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
@EnableConfigurationProperties(SecurityProperties.class)
class ResourceServerAutoConfiguration {

    private static final String INTERNAL_SECRET = "maltan.internal-secret";

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

    /** For filters that find out themselves who calls. */
    @Bean
    TokenCheck tokenCheck(ReactiveJwtDecoder decoder) {
        return new TokenCheck(decoder);
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

package io.maltan.user.signing;

import io.maltan.platform.security.AccessTokenValidation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/** This service verifies tokens with its own keys rather than ask itself for them. */
@Configuration(proxyBeanMethods = false)
class OwnTokens {

    @Bean
    ReactiveJwtDecoder ownAccessTokenDecoder(KeyRing ring, Issuer issuer) {
        NimbusReactiveJwtDecoder decoder =
                NimbusReactiveJwtDecoder.withJwkSource(token ->
                                ring.current().flatMapIterable(keys -> keys.published().getKeys()))
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .validateType(false)
                        .build();
        decoder.setJwtValidator(AccessTokenValidation.of(issuer.issuer(), issuer.audience()));
        return decoder;
    }
}

package io.maltan.gateway.intake;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * The security filters without observations of their own: those cost several KB for as long as a
 * stream is open, and tell nothing that the observation of the request does not.
 */
@Configuration(proxyBeanMethods = false)
class LeanSecurity {

    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}

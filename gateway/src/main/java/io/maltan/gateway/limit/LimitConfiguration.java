package io.maltan.gateway.limit;

import io.maltan.platform.configuration.Live;
import io.maltan.platform.configuration.LiveSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits follow the mounted settings. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    Live<RateLimitSettings> rateLimitSettings(LiveSettings settings) {
        return settings.bind(RateLimitSettings.PREFIX, RateLimitSettings.class);
    }
}

package io.maltan.gateway.upstream;

import io.maltan.platform.configuration.Live;
import io.maltan.platform.configuration.LiveSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Balancing, breakers, time limits and bodies' sizes follow the mounted settings. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

    @Bean
    Live<BalancingSettings> balancingSettings(LiveSettings settings) {
        return settings.bind(BalancingSettings.PREFIX, BalancingSettings.class);
    }

    @Bean
    Live<BreakerSettings> breakerSettings(LiveSettings settings) {
        return settings.bind(BreakerSettings.PREFIX, BreakerSettings.class);
    }

    @Bean
    Live<TrafficLimits> trafficLimits(LiveSettings settings) {
        return settings.bind(TrafficLimits.PREFIX, TrafficLimits.class);
    }
}

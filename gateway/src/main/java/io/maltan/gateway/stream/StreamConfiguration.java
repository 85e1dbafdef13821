package io.maltan.gateway.stream;

import io.maltan.platform.configuration.Live;
import io.maltan.platform.configuration.LiveSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How many streams may be open follows the mounted settings. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    @Bean
    Live<StreamSettings> streamSettings(LiveSettings settings) {
        return settings.bind(StreamSettings.PREFIX, StreamSettings.class);
    }
}

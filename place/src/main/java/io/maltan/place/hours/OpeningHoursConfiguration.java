package io.maltan.place.hours;

import io.maltan.platform.hours.Holidays;
import io.maltan.platform.hours.OpeningClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpeningHoursConfiguration {

    @Bean
    OpeningClock openingClock() {
        return new OpeningClock(Holidays.bundled());
    }
}

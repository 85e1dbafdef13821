package io.maltan.user;

import io.maltan.platform.MaltanService;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The user service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class UserApplication {

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    public static void main(String[] arguments) {
        MaltanService.run(UserApplication.class, "user", arguments);
    }

    /** As fine as PostgreSQL keeps time, so that what was written is what is read. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }
}

package io.maltan.community;

import io.maltan.platform.MaltanService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The community service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class CommunityApplication {

    public static void main(String[] args) {
        MaltanService.run(CommunityApplication.class, "community", args);
    }
}

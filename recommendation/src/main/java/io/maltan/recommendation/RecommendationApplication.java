package io.maltan.recommendation;

import io.maltan.platform.MaltanService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The recommendation service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RecommendationApplication {

    public static void main(String[] arguments) {
        MaltanService.run(RecommendationApplication.class, "recommendation", arguments);
    }
}

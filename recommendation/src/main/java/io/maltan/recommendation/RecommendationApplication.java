package io.maltan.recommendation;

import io.maltan.platform.MaltanService;
import io.maltan.recommendation.evaluation.EvaluateCommand;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The recommendation service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RecommendationApplication {

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (!given.isEmpty() && given.getFirst().equals(EvaluateCommand.NAME)) {
            System.exit(
                    new EvaluateCommand(System.out, System.err)
                            .run(given.subList(1, given.size())));
        }
        MaltanService.run(RecommendationApplication.class, "recommendation", arguments);
    }
}

package io.maltan.recommendation;

import io.maltan.platform.MaltanService;
import io.maltan.recommendation.evaluation.EvaluateCommand;
import io.maltan.recommendation.training.TrainCommand;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The recommendation service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RecommendationApplication {

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        switch (given.isEmpty() ? "" : given.getFirst()) {
            case EvaluateCommand.NAME ->
                    System.exit(
                            new EvaluateCommand(System.out, System.err)
                                    .run(given.subList(1, given.size())));
            case TrainCommand.NAME ->
                    System.exit(new TrainCommand(System.getenv(), System.out).run());
            default ->
                    MaltanService.run(RecommendationApplication.class, "recommendation", arguments);
        }
    }
}

package io.maltan.recommendation.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Models in service without a server. */
public final class TrainedModels {

    private TrainedModels() {}

    /** Nobody has been anywhere. */
    public static Models none() {
        return new Models(new StaticListableBeanFactory().getBeanProvider(ModelListener.class));
    }

    /** For each person the numbers of the places that they came to. */
    public static TrainingSet set(int places, int[]... visits) {
        Interactions.Builder builder = new Interactions.Builder();
        for (int[] person : visits) {
            for (int place : person) {
                builder.add(place, 1_000);
            }
            builder.nextPerson();
        }
        int[] placeOfItem = new int[places];
        for (int place = 0; place < places; place++) {
            placeOfItem[place] = place;
        }
        return new TrainingSet(builder.build(places), placeOfItem);
    }

    public static Model train(TrainingSet set) {
        GraphProperties properties =
                new GraphProperties(
                        0.7, 0.5, 0.35, 100, 1_000, 0.2, Duration.ofMinutes(5), 0.05, 50);
        ItemGraph graph = new ItemGraphTrainer(properties).train(set.interactions());
        return new Model(Instant.EPOCH, Duration.ZERO, set, graph, Optional.empty());
    }

    public static void swap(Models models, Model model, TrainingSet set) {
        models.swap(model, set);
    }
}

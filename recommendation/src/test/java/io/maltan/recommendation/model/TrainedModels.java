package io.maltan.recommendation.model;

import io.maltan.recommendation.place.PlaceIndex;
import java.time.Instant;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Models in service without a server. */
public final class TrainedModels {

    private TrainedModels() {}

    /** Nobody has been anywhere. */
    public static Models none() {
        return new Models(new StaticListableBeanFactory().getBeanProvider(ModelListener.class));
    }

    /** For each person the numbers of the places that they came to. */
    public static TrainingSet set(PlaceIndex index, int[]... visits) {
        Interactions.Builder builder = new Interactions.Builder();
        for (int[] person : visits) {
            for (int place : person) {
                builder.add(place, 1_000);
            }
            builder.nextPerson();
        }
        ItemIds ids = new ItemIds();
        for (int place = 0; place < index.size(); place++) {
            ids.add(index.id(place));
        }
        return new TrainingSet(builder.build(index.size()), ids);
    }

    public static Model train(TrainingSet set, PlaceIndex places) {
        Interactions interactions = set.interactions();
        ItemGraph graph =
                new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD).train(interactions);
        ModelFile.About about =
                new ModelFile.About(
                        "graph-of-a-test",
                        Instant.EPOCH,
                        0,
                        interactions.people(),
                        interactions.size(),
                        1,
                        null,
                        null,
                        null);
        return Model.of(about, graph, interactions.degrees(), set.ids(), places);
    }

    public static void swap(Models models, Model model) {
        models.swap(model);
    }
}

package io.maltan.recommendation.model;

import io.maltan.recommendation.model.filter.FilterSettings;
import io.maltan.recommendation.model.filter.FilterTrainer;
import io.maltan.recommendation.place.PlaceIndex;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        ItemIds people = new ItemIds();
        for (int person = 0; person < visits.length; person++) {
            people.add(new UUID(7, person));
        }
        ItemIds ids = new ItemIds();
        for (int place = 0; place < index.size(); place++) {
            ids.add(index.id(place));
        }
        return new TrainingSet(builder.build(index.size()), ids, people);
    }

    public static Model train(TrainingSet set, PlaceIndex places) {
        return train(set, places, null);
    }

    /** One that has also learned weights. */
    public static Model withWeights(
            TrainingSet set, PlaceIndex places, Map<String, Double> weights) {
        List<String> names = List.copyOf(weights.keySet());
        return train(
                set,
                places,
                new RankingWeights(
                        names, names.stream().map(weights::get).toList(), 1_000, 300, 0.5, 0.4));
    }

    private static Model train(
            TrainingSet set, PlaceIndex places, @Nullable RankingWeights weights) {
        ItemGraph graph =
                new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD).train(set.interactions());
        return model(set, graph, places, weights);
    }

    /** A composite filter, in which places also speak against others. */
    public static Model filter(TrainingSet set, PlaceIndex places) {
        FilterTrainer trainer = new FilterTrainer(FilterSettings.STANDARD.sized(20, 8));
        return model(set, trainer.train(set.interactions()), places, null);
    }

    private static Model model(
            TrainingSet set, ItemModel items, PlaceIndex places, @Nullable RankingWeights weights) {
        Interactions interactions = set.interactions();
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
                        weights);
        return Model.of(about, items, interactions.degrees(), set.ids(), places);
    }

    public static void swap(Models models, Model model) {
        models.swap(model);
    }
}

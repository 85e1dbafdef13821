package io.maltan.recommendation.training;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemModel;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.ranking.OfflineRanking;
import io.maltan.recommendation.ranking.WeightLearning;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A training whose method has been decided on: weights may be learned before the model is made of
 * everything.
 *
 * @param trial what is set aside; null where there is too little, as is the decision
 * @param weights what was learned of weights; null as long as nobody tried
 */
record TrainingPlan(
        TrainingSet set,
        @Nullable InService inService,
        @Nullable Trial trial,
        ModelChoice.@Nullable Decision decision,
        WeightLearning.@Nullable Learned weights) {

    private static final String VERSION = "of-a-trial";

    /** Whose choices weights are to be learned from; nobody's where there is too little. */
    List<UUID> people() {
        return trial == null
                ? List.of()
                : Arrays.stream(trial.judged()).mapToObj(set.people()::get).toList();
    }

    /**
     * Learns weights from what people chose of what is set aside, with everything as it stood
     * before; null where nothing is.
     *
     * @param ranking makes the ranking of a model and of what was popular
     */
    @Nullable WeightLearning learning(
            PlaceIndex places, BiFunction<Model, Popularity, OfflineRanking> ranking) {
        ItemModel then = decision == null ? null : decision.trialModel();
        if (trial == null || decision == null || then == null) {
            return null;
        }
        Interactions rest = trial.rest();
        Instant since = Instant.ofEpochSecond(trial.begins());
        ModelFile.About about =
                new ModelFile.About(
                        VERSION,
                        since,
                        0,
                        rest.people(),
                        rest.size(),
                        decision.scale(),
                        null,
                        null,
                        null);
        Model model = Model.of(about, then, rest.degrees(), set.ids(), places);
        Popularity popularity = Popularity.asOf(places, model, rest, set.places(places));
        return new WeightLearning(ranking.apply(model, popularity), since);
    }

    /** The same with weights, and without what learning them needed. */
    TrainingPlan with(WeightLearning.Learned learned) {
        return new TrainingPlan(
                set, inService, trial, decision == null ? null : decision.withoutModel(), learned);
    }
}

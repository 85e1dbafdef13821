package io.maltan.recommendation.training;

import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.RankingWeights;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.model.filter.FilterSettings;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.profile.PersonLog;
import io.maltan.recommendation.ranking.OfflineRanking;
import io.maltan.recommendation.ranking.WeightLearning;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The training of the service, with all that it learns, on what is in memory. */
public final class OfflineTraining {

    private static final double HELD_OUT = 0.1;

    private final PlaceIndex places;
    private final Function<UUID, PersonLog> people;
    private final Consumer<String> log;

    /**
     * For some places and people.
     *
     * @param people what a person did, the newest first
     */
    public OfflineTraining(
            PlaceIndex places, Function<UUID, PersonLog> people, Consumer<String> log) {
        this.places = places;
        this.people = people;
        this.log = log;
    }

    /**
     * What a service would rank with.
     *
     * @param weights null where those by hand are to stay
     */
    public record Trained(OfflineRanking ranking, @Nullable RankingWeights weights) {}

    public Trained train(TrainingSet set, Instant now) {
        ModelTrainer trainer =
                new ModelTrainer(
                        ItemGraphTrainer.Settings.STANDARD,
                        FilterSettings.STANDARD,
                        ModelChoice.Limits.OF_A_PROCESS,
                        HELD_OUT,
                        log);
        ModelTrainer.Candidate candidate = trainer.train(learned(trainer.plan(set, null)), now);
        Model model =
                Model.of(
                        candidate.about(),
                        candidate.model(),
                        set.interactions().degrees(),
                        set.ids(),
                        places);
        Popularity popularity =
                Popularity.asOf(places, model, set.interactions(), set.places(places));
        return new Trained(
                OfflineRanking.usual(places, model, popularity), candidate.about().weights());
    }

    private TrainingPlan learned(TrainingPlan plan) {
        WeightLearning learning =
                plan.learning(
                        places,
                        (model, popularity) -> OfflineRanking.usual(places, model, popularity));
        if (learning == null) {
            return plan;
        }
        plan.people().stream().map(people).forEach(learning::add);
        return plan.with(learning.learn(null));
    }
}

package io.maltan.recommendation.training;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemModel;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.RankingWeights;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.model.filter.FilterSettings;
import io.maltan.recommendation.ranking.WeightLearning;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trains a model that may go into service, and tells whether it should. */
final class ModelTrainer {

    private static final int FEWEST_PEOPLE = 30;

    private final ModelChoice choice;
    private final double heldOut;
    private final Consumer<String> log;

    ModelTrainer(
            ItemGraphTrainer.Settings graphSettings,
            FilterSettings filterSettings,
            ModelChoice.Limits limits,
            double heldOut,
            Consumer<String> log) {
        this.choice = new ModelChoice(graphSettings, filterSettings, limits, log);
        this.heldOut = heldOut;
        this.log = log;
    }

    /** A model, and whether it should go into service. */
    record Candidate(ItemModel model, ModelFile.About about, boolean isBetter, String verdict) {}

    /** Finds out by which method a model is to be made. */
    TrainingPlan plan(TrainingSet set, @Nullable InService inService) {
        Interactions interactions = set.interactions();
        if (interactions.size() < ModelChoice.FEWEST_PAIRS) {
            return new TrainingPlan(set, inService, null, null, null);
        }
        Trial trial = trial(interactions, inService);
        return new TrainingPlan(set, inService, trial, choice.decide(interactions, trial), null);
    }

    /** Makes a model of everything, and judges what its like did on what was set aside. */
    Candidate train(TrainingPlan plan, Instant now) {
        Interactions interactions = plan.set().interactions();
        Trial trial = plan.trial();
        ModelChoice.Decision decision = plan.decision();
        if (trial == null || decision == null) {
            TrainedModel graph = choice.graph(interactions);
            return candidate(graph, plan, now, promotion(graph, plan));
        }
        TrainedModel trained = choice.train(interactions, decision);
        return candidate(trained, plan, now, promotion(trained, plan));
    }

    private static Promotion promotion(TrainedModel trained, TrainingPlan plan) {
        InService present = plan.inService();
        if (present == null) {
            return Promotion.first();
        }
        boolean isLesser = InService.rankOf(trained.model()) < present.rank();
        Trial trial = plan.trial();
        ModelChoice.Decision decision = plan.decision();
        return trial == null || decision == null || !isFair(trial, present)
                ? Promotion.unjudged(isLesser)
                : Promotion.judged(decision.outcome(), trial.judge(present.scoring()), isLesser);
    }

    /**
     * What came after the model in service, where that is enough to judge by: it is new to both.
     * The later half, so that the new model shows what it gains from the earlier; all of it, where
     * half is too little.
     */
    private Trial trial(Interactions interactions, @Nullable InService inService) {
        if (inService != null) {
            int trainedAt = Math.toIntExact(inService.trainedAt().getEpochSecond());
            double fresh = (double) interactions.countSince(trainedAt) / interactions.size();
            Trial laterHalf = Trial.ofLatest(interactions, fresh / 2);
            if (isFair(laterHalf, inService)) {
                return laterHalf;
            }
            Trial since = Trial.since(interactions, trainedAt);
            if (isFair(since, inService) && since.rest().size() > interactions.size() / 2) {
                return since;
            }
        }
        return Trial.ofLatest(interactions, heldOut);
    }

    private static boolean isFair(Trial trial, InService inService) {
        return trial.people() >= FEWEST_PEOPLE
                && trial.begins() >= inService.trainedAt().getEpochSecond();
    }

    private Candidate candidate(
            TrainedModel trained, TrainingPlan plan, Instant now, Promotion promotion) {
        Interactions interactions = plan.set().interactions();
        WeightLearning.Learned learned = plan.weights();
        RankingWeights weights = learned == null ? null : learned.weights();
        String verdict = promotion.verdict();
        String all = learned == null ? verdict : verdict + "; " + learned.verdict();
        log.accept(all);
        TrainedModel scaled = trained.scaled(choice.scale(trained.model(), interactions));
        return new Candidate(
                trained.model(), scaled.about(now, interactions, weights), promotion.isLive(), all);
    }
}

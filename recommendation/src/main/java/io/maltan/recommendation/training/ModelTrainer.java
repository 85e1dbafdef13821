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
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trains a model that may go into service, and tells whether it should. */
final class ModelTrainer {

    private static final int FEWEST_PEOPLE = 30;
    private static final double BEYOND_DOUBT = 2;

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
            return candidate(graph, plan, now, true, "live: too little to judge by");
        }
        TrainedModel trained = choice.train(interactions, decision);
        InService inService = plan.inService();
        if (inService == null || !isFair(trial, inService)) {
            return candidate(trained, plan, now, true, "live: nothing fair to compare with");
        }
        Trial.Outcome present = trial.judge(inService.scoring());
        boolean isBetter = present.ahead(decision.outcome()) <= BEYOND_DOUBT;
        String verdict =
                String.format(
                        Locale.ROOT,
                        "%s: Recall@20 %.4f, the one in service %.4f",
                        isBetter ? "live" : "not live",
                        decision.outcome().measure().recall(),
                        present.measure().recall());
        return candidate(trained, plan, now, isBetter, verdict);
    }

    /**
     * What came after the model in service, where that is enough to judge by: it is new to both.
     */
    private Trial trial(Interactions interactions, @Nullable InService inService) {
        if (inService != null) {
            long trainedAt = inService.trainedAt().getEpochSecond();
            Trial since = Trial.since(interactions, Math.toIntExact(trainedAt));
            if (since.people() >= FEWEST_PEOPLE && since.rest().size() > interactions.size() / 2) {
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
            TrainedModel trained,
            TrainingPlan plan,
            Instant now,
            boolean isBetter,
            String verdict) {
        Interactions interactions = plan.set().interactions();
        WeightLearning.Learned learned = plan.weights();
        RankingWeights weights = learned == null ? null : learned.weights();
        String all = learned == null ? verdict : verdict + "; " + learned.verdict();
        log.accept(all);
        TrainedModel scaled = trained.scaled(choice.scale(trained.model(), interactions));
        return new Candidate(
                trained.model(), scaled.about(now, interactions, weights), isBetter, all);
    }
}

package io.maltan.recommendation.training;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraph;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemModel;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.model.filter.FilterSettings;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trains a model that may go into service, and tells whether it should. */
final class ModelTrainer {

    private static final int FEWEST_PEOPLE = 30;
    private static final double BEYOND_DOUBT = 2;
    private static final int SAMPLES = 200;

    private final ItemGraphTrainer.Settings graphSettings;
    private final ModelChoice choice;
    private final double heldOut;
    private final Consumer<String> log;

    ModelTrainer(
            ItemGraphTrainer.Settings graphSettings,
            FilterSettings filterSettings,
            ModelChoice.Limits limits,
            double heldOut,
            Consumer<String> log) {
        this.graphSettings = graphSettings;
        this.choice = new ModelChoice(graphSettings, filterSettings, limits, log);
        this.heldOut = heldOut;
        this.log = log;
    }

    /** A model, and whether it should go into service. */
    record Candidate(ItemModel model, ModelFile.About about, boolean isBetter, String verdict) {}

    Candidate train(TrainingSet set, @Nullable InService inService, Instant now) {
        Interactions interactions = set.interactions();
        if (interactions.size() < ModelChoice.FEWEST_PAIRS) {
            TrainedModel graph = choice.graph(interactions);
            return candidate(graph, interactions, now, true, "live: too little to judge by");
        }
        Trial trial = trial(interactions, inService);
        ModelChoice.Chosen chosen = choice.best(interactions, trial);
        if (inService == null || !isFair(trial, inService)) {
            return candidate(
                    chosen.model(), interactions, now, true, "live: nothing fair to compare with");
        }
        Trial.Outcome present = trial.judge(inService.scoring());
        double behind = present.ahead(chosen.outcome());
        boolean isBetter = behind <= BEYOND_DOUBT;
        String verdict =
                String.format(
                        Locale.ROOT,
                        "%s: Recall@20 %.4f, the one in service %.4f",
                        isBetter ? "live" : "not live",
                        chosen.outcome().measure().recall(),
                        present.measure().recall());
        log.accept(verdict);
        return candidate(chosen.model(), interactions, now, isBetter, verdict);
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
            Interactions interactions,
            Instant now,
            boolean isBetter,
            String verdict) {
        TrainedModel scaled = trained.scaled(scale(trained.model(), interactions));
        return new Candidate(trained.model(), scaled.about(now, interactions), isBetter, verdict);
    }

    /** What makes the strongest links as strong as the item graph's: the ranking counts on that. */
    private double scale(ItemModel model, Interactions interactions) {
        if (model instanceof ItemGraph || interactions.items() == 0) {
            return 1;
        }
        ItemGraph graph = new ItemGraphTrainer(graphSettings).train(interactions);
        double graphs = 0;
        double models = 0;
        int step = Math.max(1, interactions.items() / SAMPLES);
        for (int item = 0; item < interactions.items(); item += step) {
            for (int link = graph.from(item);
                    link < Math.min(graph.to(item), graph.from(item) + 10);
                    link++) {
                graphs += graph.weight(link);
                models += Math.max(0, model.contribution(item, graph.neighbour(link)));
            }
        }
        return models > 0 && graphs > 0 ? graphs / models : 1;
    }
}

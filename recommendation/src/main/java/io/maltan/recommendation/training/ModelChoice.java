package io.maltan.recommendation.training;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraph;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemModel;
import io.maltan.recommendation.model.OfflineMeasure;
import io.maltan.recommendation.model.filter.FilterSettings;
import io.maltan.recommendation.model.filter.FilterTrainer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains by a method that is named, or by the one that does better on a part that is set aside.
 *
 * <p>The filter is chosen where it is at least as good there as the graph, which gains less from
 * the data that the trial holds back; not where it would take too long or too much memory.
 */
public final class ModelChoice {

    private static final double HELD_OUT = 0.1;
    static final int FEWEST_PAIRS = 200;
    private static final int SAMPLES = 200;
    private static final int STRONGEST = 10;

    private final ItemGraphTrainer.Settings graphSettings;
    private final FilterSettings filterSettings;
    private final Limits limits;
    private final Consumer<String> log;

    /** With the settings that were measured best, within limits, telling a log what is done. */
    public ModelChoice(
            ItemGraphTrainer.Settings graphSettings,
            FilterSettings filterSettings,
            Limits limits,
            Consumer<String> log) {
        this.graphSettings = graphSettings;
        this.filterSettings = filterSettings;
        this.limits = limits;
        this.log = log;
    }

    /**
     * What a training may take.
     *
     * @param peakBytes of memory
     * @param work multiplications
     */
    public record Limits(long peakBytes, double work) {

        /** For a process of its own, some ten minutes of two cores. */
        public static final Limits OF_A_PROCESS = new Limits(300L << 20, 1.5e12);
    }

    public TrainedModel graph(Interactions interactions) {
        return timed(() -> new ItemGraphTrainer(graphSettings).train(interactions));
    }

    public TrainedModel filter(Interactions interactions) {
        return timed(() -> new FilterTrainer(filterSettings).train(interactions));
    }

    /** By the method that does best. */
    public TrainedModel best(Interactions interactions, boolean hasTimes) {
        if (interactions.size() < FEWEST_PAIRS) {
            log.accept("too little to choose by: the graph");
            return graph(interactions);
        }
        Trial trial =
                hasTimes
                        ? Trial.ofLatest(interactions, HELD_OUT)
                        : Trial.ofSome(interactions, HELD_OUT);
        return train(interactions, decide(interactions, trial));
    }

    /** Finds out by a trial which method does best. */
    Decision decide(Interactions interactions, Trial trial) {
        ItemGraph graphModel = new ItemGraphTrainer(graphSettings).train(trial.rest());
        Trial.Outcome graph = trial.judge(graphModel);
        log.accept("graph, on what was set aside: " + told(graph.measure()));
        FilterSettings settings = affordable(interactions);
        if (settings == null) {
            log.accept("the filter would take too much here: the graph");
            return new Decision(null, graphModel, 1, graph, graph);
        }
        ItemModel filterModel = new FilterTrainer(settings).trainFor(trial.rest(), trial.items());
        Trial.Outcome filter = trial.judge(filterModel);
        log.accept("filter, on what was set aside: " + told(filter.measure()));
        if (graph.ahead(filter) > 0) {
            return new Decision(null, graphModel, 1, graph, graph);
        }
        double scale = scale(filterModel, graphModel, trial.items());
        return new Decision(settings, filterModel, scale, filter, graph);
    }

    /**
     * What was decided.
     *
     * @param filter how the filter is to be made; null for the graph
     * @param trialModel made without what was set aside, right for the histories that are judged
     * @param scale what makes its scores as large as the graph's
     * @param outcome how it did on that
     * @param graph how the graph did
     */
    record Decision(
            @Nullable FilterSettings filter,
            @Nullable ItemModel trialModel,
            double scale,
            Trial.Outcome outcome,
            Trial.Outcome graph) {

        /** The same as far as making the model of everything needs it. */
        Decision withoutModel() {
            return new Decision(filter, null, scale, outcome, graph);
        }
    }

    /** What makes the strongest links as strong as the item graph's: the ranking counts on that. */
    double scale(ItemModel model, Interactions interactions) {
        return model instanceof ItemGraph
                ? 1
                : scale(
                        model,
                        new ItemGraphTrainer(graphSettings).train(interactions),
                        IntStream.range(0, interactions.items()).toArray());
    }

    private static double scale(ItemModel model, ItemGraph graph, int[] items) {
        double graphs = 0;
        double models = 0;
        int step = Math.max(1, items.length / SAMPLES);
        for (int at = 0; at < items.length; at += step) {
            int item = items[at];
            int to = Math.min(graph.to(item), graph.from(item) + STRONGEST);
            for (int link = graph.from(item); link < to; link++) {
                graphs += graph.weight(item, link);
                models += Math.max(0, model.contribution(item, graph.neighbour(link)));
            }
        }
        return models > 0 && graphs > 0 ? graphs / models : 1;
    }

    /** Trains on everything by a decision. */
    TrainedModel train(Interactions interactions, Decision decision) {
        FilterSettings settings = decision.filter();
        TrainedModel trained =
                settings == null
                        ? graph(interactions)
                        : timed(() -> new FilterTrainer(settings).train(interactions));
        return trained.judged(decision.outcome().measure(), decision.graph().measure());
    }

    /** The filter as large as the limits allow; null where it is not worth its while. */
    private @Nullable FilterSettings affordable(Interactions all) {
        if (FilterTrainer.work(all.items(), all.size()) > limits.work()) {
            return null;
        }
        FilterSettings settings = filterSettings;
        while (FilterTrainer.peakBytes(all.people(), all.items(), all.size(), settings)
                > limits.peakBytes()) {
            if (settings.rank() < 64) {
                return null;
            }
            settings = settings.sized(settings.neighbours(), settings.rank() / 2);
        }
        return settings;
    }

    private static String told(OfflineMeasure measure) {
        return String.format(
                Locale.ROOT,
                "Recall@%d %.4f, NDCG@%d %.4f, %d people",
                measure.k(),
                measure.recall(),
                measure.k(),
                measure.ndcg(),
                measure.people());
    }

    private static TrainedModel timed(Supplier<ItemModel> training) {
        long begun = System.nanoTime();
        ItemModel model = training.get();
        return new TrainedModel(model, Duration.ofNanos(System.nanoTime() - begun), 1, null, null);
    }
}

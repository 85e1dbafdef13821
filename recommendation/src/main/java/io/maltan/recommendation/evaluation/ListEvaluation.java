package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemIds;
import io.maltan.recommendation.model.ItemModel;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.RankedList;
import io.maltan.recommendation.model.TopItems;
import io.maltan.recommendation.model.UnusableModelFile;
import io.maltan.recommendation.model.filter.FilterSettings;
import io.maltan.recommendation.training.ModelChoice;
import io.maltan.recommendation.training.TrainedModel;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lists of all places, those that a person came to before excluded, as LightGCN's protocol has it:
 * Recall and NDCG with binary gains, averaged over the people of the test file.
 */
final class ListEvaluation {

    private static final int TOGETHER = 64;

    private final EvaluateOptions options;
    private final Report report;
    private final Numbering places = new Numbering();

    ListEvaluation(EvaluateOptions options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    void run() {
        CheckIns train = CheckIns.read(options.train(), options.times(), places);
        int trained = places.size();
        CheckIns test = CheckIns.read(Objects.requireNonNull(options.test()), null, places);
        if (trained == 0) {
            throw new BadInput(options.train() + " has no check-ins");
        }
        report.remarks(train);
        Interactions interactions = Histories.of(train, trained);
        report.say(
                "%,d people, %,d places, %,d pairs to train on; %,d people to foretell for",
                interactions.people(), trained, interactions.size(), test.people());
        long begun = System.nanoTime();
        @Nullable ItemModel model = model(interactions, train.hasTimes());
        long took = System.nanoTime() - begun;
        judge(new Judging(interactions, train, model), test, took, interactions);
    }

    private @Nullable ItemModel model(Interactions interactions, boolean hasTimes) {
        if (options.model().equals("popular")) {
            report.text("model", "model", options.model());
            report.figure("modelBytes", "model, bytes", (long) Float.BYTES * interactions.items());
            return null;
        }
        ModelChoice choice =
                new ModelChoice(
                        ItemGraphTrainer.Settings.STANDARD,
                        FilterSettings.STANDARD,
                        ModelChoice.Limits.OF_A_PROCESS,
                        text -> report.say("%s", text));
        TrainedModel trained =
                switch (options.model()) {
                    case "csf" -> choice.filter(interactions);
                    case "graph" -> choice.graph(interactions);
                    default -> choice.best(interactions, hasTimes);
                };
        return written(trained, interactions);
    }

    /** What is judged is what a service would map. */
    private ItemModel written(TrainedModel trained, Interactions interactions) {
        ItemIds ids = new ItemIds();
        for (int item = 0; item < interactions.items(); item++) {
            ids.add(new UUID(0, places.id(item)));
        }
        Path kept = options.save();
        try {
            Path path = kept == null ? Files.createTempFile("maltan", ".model") : kept;
            ModelFile.write(
                    path,
                    trained.about(Instant.now(), interactions),
                    trained.model(),
                    ids,
                    interactions.degrees());
            ModelFile file = ModelFile.open(path);
            if (kept == null) {
                Files.delete(path);
            }
            report.text("model", "model", file.header().about().version());
            report.figure("modelBytes", "model, bytes", file.bytes());
            return file.model();
        } catch (IOException | UnusableModelFile e) {
            throw new BadInput("The model cannot be kept: " + e.getMessage());
        }
    }

    private void judge(Judging judging, CheckIns test, long took, Interactions interactions) {
        long begun = System.nanoTime();
        for (int person = 0; person < test.people(); person++) {
            judging.add(test, person);
        }
        judging.flush();
        if (judging.people == 0) {
            throw new BadInput(
                    options.test() + " has nobody who comes to a place for the first time");
        }
        report.figure("k", "k", options.k());
        report.figure("recall", "Recall@" + options.k(), judging.recall / judging.people);
        report.figure("ndcg", "NDCG@" + options.k(), judging.ndcg / judging.people);
        report.figure(
                "coverage",
                "coverage",
                (double) judging.shown.cardinality() / interactions.items());
        report.figure("people", "people judged", judging.people);
        report.seconds("trainingSeconds", "training", took);
        report.seconds("judgingSeconds", "judging", System.nanoTime() - begun);
        report.finish();
    }

    /** Gathers people and judges the lists of many at a time. */
    private final class Judging {

        private final Interactions interactions;
        private final CheckIns train;
        private final @Nullable ItemModel model;
        private final float[] popular;
        private final List<int[]> histories = new ArrayList<>();
        private final List<IntOpenHashSet> wanted = new ArrayList<>();
        private final List<float[]> scores = new ArrayList<>();
        private final BitSet shown = new BitSet();
        private int people;
        private double recall;
        private double ndcg;

        Judging(Interactions interactions, CheckIns train, @Nullable ItemModel model) {
            this.interactions = interactions;
            this.train = train;
            this.model = model;
            int[] degrees = interactions.degrees();
            this.popular = new float[degrees.length];
            for (int item = 0; item < degrees.length; item++) {
                popular[item] = degrees[item];
            }
        }

        void add(CheckIns test, int person) {
            int known = train.find(test.person(person));
            int[] history = known < 0 ? new int[0] : interactions.itemsOf(known);
            IntOpenHashSet places = new IntOpenHashSet();
            for (int at = 0; at < test.count(person); at++) {
                places.add(test.place(person, at));
            }
            for (int item : history) {
                places.remove(item);
            }
            if (!places.isEmpty()) {
                histories.add(history);
                wanted.add(places);
                if (histories.size() == TOGETHER) {
                    flush();
                }
            }
        }

        void flush() {
            score();
            for (int at = 0; at < histories.size(); at++) {
                judge(at);
            }
            histories.clear();
            wanted.clear();
        }

        private void score() {
            List<ItemModel.Fold> folds = new ArrayList<>();
            List<float[]> targets = new ArrayList<>();
            while (scores.size() < histories.size()) {
                scores.add(new float[interactions.items()]);
            }
            for (int at = 0; at < histories.size(); at++) {
                Arrays.fill(scores.get(at), 0);
                if (model == null || histories.get(at).length == 0) {
                    System.arraycopy(popular, 0, scores.get(at), 0, popular.length);
                } else {
                    folds.add(model.fold(histories.get(at), ones(histories.get(at).length)));
                    targets.add(scores.get(at));
                }
            }
            if (model != null) {
                model.addTo(folds, targets);
            }
        }

        private static float[] ones(int count) {
            float[] ones = new float[count];
            Arrays.fill(ones, 1);
            return ones;
        }

        private void judge(int at) {
            float[] own = scores.get(at);
            for (int item : histories.get(at)) {
                own[item] = Float.NEGATIVE_INFINITY;
            }
            int[] list = TopItems.of(own, options.k());
            people++;
            recall += RankedList.recall(list, wanted.get(at));
            ndcg += RankedList.ndcg(list, wanted.get(at), options.k());
            for (int item : list) {
                shown.set(item);
            }
        }
    }
}

package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.situated.Diary;
import io.maltan.recommendation.situated.Query;
import io.maltan.recommendation.situated.SituatedRanking;
import io.maltan.recommendation.situated.SituatedTrainer;
import io.maltan.recommendation.situated.Town;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;

/**
 * A person stands somewhere near a place that they will come to for the first time: at which rank
 * of all that is within two kilometres and new to them does it stand?
 */
final class SituatedEvaluation {

    private final EvaluateOptions options;
    private final Report report;

    SituatedEvaluation(EvaluateOptions options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    void run() {
        Numbering places = new Numbering();
        CheckIns train = CheckIns.read(options.train(), options.times(), places);
        CheckIns test =
                CheckIns.read(Objects.requireNonNull(options.test()), options.testTimes(), places);
        Town town =
                Towns.read(
                        Objects.requireNonNull(options.locations()), options.categories(), places);
        Diary diary = new FileDiary(train);
        report.say(
                "%,d people, %,d places, %,d check-ins to train on%s%s",
                train.people(),
                town.places(),
                train.size(),
                train.hasTimes() ? "" : "; no times",
                options.categories() == null ? "; no categories" : "");
        SituatedRanking.Rule rule = rule();
        long begun = System.nanoTime();
        SituatedRanking ranking =
                rule == SituatedRanking.Rule.LEARNED
                        ? new SituatedTrainer(town, diary).train()
                        : SituatedRanking.simple(town, diary);
        long took = System.nanoTime() - begun;
        Tally tally = new Tally();
        long judging = System.nanoTime();
        ask(train, test, town, query -> tally.add(ranking.rank(query, rule)));
        finish(tally, took, System.nanoTime() - judging, rule, ranking);
    }

    private SituatedRanking.Rule rule() {
        return SituatedRanking.Rule.valueOf(
                options.model().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private void ask(CheckIns train, CheckIns test, Town town, Asking asking) {
        int number = 0;
        int without = 0;
        for (int person = 0; person < test.people(); person++) {
            int known = train.find(test.person(person));
            IntOpenHashSet seen = train.placesOf(known);
            for (int at = 0; at < test.count(person); at++) {
                int place = test.place(person, at);
                if (!seen.add(place)) {
                    continue;
                }
                if (!town.isLocated(place)) {
                    without++;
                } else if (number++ % options.every() == 0) {
                    long second = test.hasTimes() ? test.second(person, at) : Diary.UNKNOWN;
                    asking.ask(
                            Query.numbered(number - 1, Math.max(-1, known), place, second, town));
                }
            }
        }
        if (without > 0) {
            report.say("%,d questions left out: their place has no location", without);
        }
    }

    private void finish(
            Tally tally,
            long took,
            long judging,
            SituatedRanking.Rule rule,
            SituatedRanking ranking) {
        if (tally.questions == 0) {
            throw new BadInput(options.test() + " has no visit to a place that is new and located");
        }
        if (rule == SituatedRanking.Rule.LEARNED) {
            var weights = ranking.weights(Double.NaN, Double.NaN);
            for (int at = 0; at < weights.features().size(); at++) {
                report.say(
                        "  weight of %-16s %8.3f",
                        weights.features().get(at), weights.weights().get(at));
            }
        }
        report.text("model", "model", options.model());
        report.figure("hr10", "HR@10", (double) tally.inTen / tally.questions);
        report.figure("hr20", "HR@20", (double) tally.inTwenty / tally.questions);
        report.figure("mrr", "mean reciprocal rank", tally.reciprocal / tally.questions);
        report.figure("queries", "questions", tally.questions);
        report.seconds("trainingSeconds", "training", took);
        report.seconds("judgingSeconds", "judging", judging);
        report.finish();
    }

    @FunctionalInterface
    private interface Asking {

        void ask(Query query);
    }

    private static final class Tally {

        private long questions;
        private long inTen;
        private long inTwenty;
        private double reciprocal;

        void add(double rank) {
            questions++;
            if (rank > 0) {
                inTen += rank <= 10 ? 1 : 0;
                inTwenty += rank <= 20 ? 1 : 0;
                reciprocal += 1 / rank;
            }
        }
    }
}

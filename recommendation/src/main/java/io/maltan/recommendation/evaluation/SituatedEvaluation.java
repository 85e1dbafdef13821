package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.situated.Diary;
import io.maltan.recommendation.situated.SituatedRanking;
import io.maltan.recommendation.situated.SituatedTrainer;
import io.maltan.recommendation.situated.Town;
import java.io.PrintStream;
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
        report.remarks(train);
        report.remarks(test);
        SituatedRanking.Rule asked = SituatedRanking.Rule.of(options.model());
        long begun = System.nanoTime();
        SituatedRanking ranking =
                asked == SituatedRanking.Rule.LEARNED
                        ? new SituatedTrainer(town, diary, text -> report.say("%s", text)).train()
                        : SituatedRanking.simple(town, diary);
        SituatedRanking.Rule rule = asked == SituatedRanking.Rule.LEARNED ? ranking.best() : asked;
        long took = System.nanoTime() - begun;
        RankTally tally = new RankTally();
        long judging = System.nanoTime();
        int without =
                new Questions(train, test, town, options.every())
                        .ask(query -> tally.add(ranking.rank(query, rule)));
        if (without > 0) {
            report.say("%,d questions left out: their place has no location", without);
        }
        finish(tally, took, System.nanoTime() - judging, rule, ranking);
    }

    private void finish(
            RankTally tally,
            long took,
            long judging,
            SituatedRanking.Rule rule,
            SituatedRanking ranking) {
        if (tally.questions() == 0) {
            throw new BadInput(options.test() + " has no visit to a place that is new and located");
        }
        if (options.model().equals(SituatedRanking.Rule.LEARNED.label())) {
            ranking.weights()
                    .forEach((feature, weight) ->
                            report.say("  weight of %-16s %8.3f", feature, weight));
        }
        report.text("model", "model", options.model());
        report.text("rankedBy", "ranked by", rule.label());
        report.figure("hr10", "HR@10", tally.hr10());
        report.figure("hr20", "HR@20", tally.hr20());
        report.figure("mrr", "mean reciprocal rank", tally.mrr());
        report.figure("queries", "questions", tally.questions());
        report.seconds("trainingSeconds", "training", took);
        report.seconds("judgingSeconds", "judging", judging);
        report.finish();
    }
}

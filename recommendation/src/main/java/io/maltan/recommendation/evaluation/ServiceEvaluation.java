package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.model.RankingWeights;
import io.maltan.recommendation.profile.Person;
import io.maltan.recommendation.ranking.Position;
import io.maltan.recommendation.situated.Diary;
import io.maltan.recommendation.situated.Query;
import io.maltan.recommendation.situated.Town;
import io.maltan.recommendation.training.OfflineTraining;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The service's own ranking, trained as the service trains it, asked what is around somebody: by
 * the weights that are chosen by hand, and by those that it has learned. Once by the questions of
 * the situated protocol; and once on the way, from where people of the test file had been within
 * three hours before they came to a place for the first time.
 */
final class ServiceEvaluation {

    private final EvaluateOptions options;
    private final Report report;

    ServiceEvaluation(EvaluateOptions options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    void run() {
        Numbering numbers = new Numbering();
        CheckIns train = CheckIns.read(options.train(), options.times(), numbers);
        CheckIns test =
                CheckIns.read(Objects.requireNonNull(options.test()), options.testTimes(), numbers);
        Town town =
                Towns.read(
                        Objects.requireNonNull(options.locations()), options.categories(), numbers);
        report.remarks(train);
        report.remarks(test);
        ServiceTown service = new ServiceTown(town, new FileDiary(train));
        long begun = System.nanoTime();
        OfflineTraining.Trained trained =
                new OfflineTraining(service.index(), service::logOf, text -> report.say("%s", text))
                        .train(service.set(person -> false), service.end());
        long took = System.nanoTime() - begun;
        RankingWeights weights = trained.weights();
        if (weights != null) {
            trained.ranking()
                    .weightsByHand()
                    .forEach((name, byHand) ->
                            report.say(
                                    "  weight of %-18s %6.3f by hand, %6.3f learned",
                                    name, byHand, weights.byName().getOrDefault(name, byHand)));
        }
        Asking protocol = new Asking(service, trained);
        int without =
                new Questions(train, test, town, options.every())
                        .ask(query ->
                                protocol.ask(query, service.person(new UUID(1, query.person()))));
        Asking next = new Asking(service, trained);
        new NextVisits(train, test.inOrderOfTime(), town, options.every())
                .ask((query, since) -> next.ask(query, service.personWith(since)));
        if (protocol.byHand.questions() == 0) {
            throw new BadInput(options.test() + " has no visit to a place that is new and located");
        }
        report.say("%,d questions left out: their place has no location", without);
        tell("", "", protocol);
        tell("next", "on the way: ", next);
        report.seconds("trainingSeconds", "training", took);
        report.finish();
    }

    private void tell(String name, String label, Asking asked) {
        if (asked.byHand.questions() > 0) {
            tell(name + "byHand", label + "by hand", asked.byHand);
            tell(name + "learned", label + "learned", asked.learned);
            report.difference(
                    name + "mrrGain",
                    label + "MRR gained",
                    Difference.of(asked.learned.reciprocals(), asked.byHand.reciprocals()));
        }
        report.figure(name + "queries", label + "questions", asked.byHand.questions());
    }

    private void tell(String name, String label, RankTally tally) {
        report.figure(name + "Hr10", label + ", HR@10", tally.hr10());
        report.figure(name + "Hr20", label + ", HR@20", tally.hr20());
        report.figure(name + "Mrr", label + ", MRR", tally.mrr());
    }

    /** Asks with the weights by hand and with those that were learned. */
    private static final class Asking {

        private final ServiceTown service;
        private final OfflineTraining.Trained trained;
        private final RankTally byHand = new RankTally();
        private final RankTally learned = new RankTally();

        Asking(ServiceTown service, OfflineTraining.Trained trained) {
            this.service = service;
            this.trained = trained;
        }

        void ask(Query query, Person person) {
            IntArrayList around = service.around(query, service.known(person));
            byHand.add(RankTally.rank(query.place(), around, scores(query, person, null)));
            learned.add(
                    RankTally.rank(
                            query.place(), around, scores(query, person, trained.weights())));
        }

        private IntToDoubleFunction scores(
                Query query, Person person, @Nullable RankingWeights weights) {
            return trained.ranking()
                    .scores(
                            person,
                            query.second() == Diary.UNKNOWN
                                    ? service.end()
                                    : Instant.ofEpochSecond(query.second()),
                            new Position(query.lat(), query.lon()),
                            weights);
        }
    }
}

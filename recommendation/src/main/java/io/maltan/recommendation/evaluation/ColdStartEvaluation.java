package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.model.RankedList;
import io.maltan.recommendation.model.RankingWeights;
import io.maltan.recommendation.model.TopItems;
import io.maltan.recommendation.profile.Person;
import io.maltan.recommendation.profile.Preferences;
import io.maltan.recommendation.ranking.OfflineRanking;
import io.maltan.recommendation.ranking.Position;
import io.maltan.recommendation.situated.Diary;
import io.maltan.recommendation.situated.Habits;
import io.maltan.recommendation.situated.Query;
import io.maltan.recommendation.situated.Regular;
import io.maltan.recommendation.situated.Town;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * People and places of whom nothing is known, each beside plain popularity:
 *
 * <ul>
 *   <li>a newcomer who names the three categories and the region of the first half of what they
 *       will visit;
 *   <li>a guest, the same people, who clicks the first two places of that half;
 *   <li>the same newcomers and guests on the street, asked as in the situated protocol, and
 *       somebody of whom nothing is known;
 *   <li>a new place, one of every ten, whose visits nobody knows of: at which rank of all new
 *       places does it stand for those who will come?
 * </ul>
 *
 * <p>People are ranked for by the service's own ranking. What is to be found is what the second
 * half adds. Each fifth of the people in turn are newcomers to the others.
 */
final class ColdStartEvaluation {

    private static final int FIFTHS = 5;
    private static final int NEW_PLACES = 10;
    private static final int CATEGORIES = 3;
    private static final int CLICKS = 2;
    private static final RankingWeights TIMELESS =
            new RankingWeights(List.of("timely", "rising"), List.of(0.0, 0.0), 0, 0, 0, 0);

    private final EvaluateOptions options;
    private final Report report;

    ColdStartEvaluation(EvaluateOptions options, PrintStream out) {
        this.options = options;
        this.report = new Report(out);
    }

    void run() {
        Numbering places = new Numbering();
        CheckIns train = CheckIns.read(options.train(), options.times(), places);
        Town town =
                Towns.read(
                        Objects.requireNonNull(options.locations()), options.categories(), places);
        report.remarks(train);
        Diary all = new FileDiary(train);
        ServiceTown service = new ServiceTown(town, all);
        people(all, town, service);
        street(all, town, service);
        newPlaces(all, town);
        report.finish();
    }

    private void people(Diary all, Town town, ServiceTown service) {
        Recalls recalls = new Recalls();
        for (int fifth = 0; fifth < FIFTHS; fifth++) {
            add(fifth, all, town, service, recalls);
        }
        if (recalls.newcomer.isEmpty()) {
            throw new BadInput(options.train() + " has too few people");
        }
        report.figure("newcomers", "people", recalls.newcomer.size());
        report.figure("popularRecall", "popular, Recall@" + options.k(), mean(recalls.popular));
        tell("newcomer", "newcomer", recalls.newcomer, recalls.popular);
        tell("guest", "guest", recalls.guest, recalls.popular);
    }

    private void add(int fifth, Diary all, Town town, ServiceTown service, Recalls recalls) {
        IntPredicate isNew = person -> person % FIFTHS == fifth;
        Habits habits = new Habits(town, new Without(all, isNew, place -> false));
        OfflineRanking ranking = service.rankingWithout(isNew);
        for (int person = fifth; person < all.people(); person += FIFTHS) {
            Newcomer one = new Newcomer(visited(all, person));
            if (one.isJudged()) {
                Person named = new Person(List.of(), named(service, town, one.early));
                Person clicking = service.clicking(Arrays.copyOf(one.early, CLICKS));
                recalls.popular.add(recall(popularity(habits, town), one));
                recalls.newcomer.add(recall(scores(ranking, named, service), one));
                recalls.guest.add(recall(scores(ranking, clicking, service), one));
            }
        }
    }

    private static final class Recalls {

        private final DoubleArrayList popular = new DoubleArrayList();
        private final DoubleArrayList newcomer = new DoubleArrayList();
        private final DoubleArrayList guest = new DoubleArrayList();
    }

    private static double mean(DoubleArrayList values) {
        return values.doubleStream().average().orElse(0);
    }

    private void tell(String name, String label, DoubleArrayList recalls, DoubleArrayList others) {
        report.figure(name + "Recall", label + ", Recall@" + options.k(), mean(recalls));
        report.difference(
                name + "Gain",
                label + ", gained",
                Difference.of(recalls.toDoubleArray(), others.toDoubleArray()));
    }

    /** Somebody of whom the first half of what they visit tells what they would name. */
    private static final class Newcomer {

        private final int[] visited;
        private final int[] early;
        private final IntOpenHashSet wanted;

        Newcomer(int[] visited) {
            this.visited = visited;
            this.early = Arrays.copyOf(visited, visited.length / 2);
            this.wanted = new IntOpenHashSet(visited);
            var _ = wanted.removeAll(new IntOpenHashSet(early));
        }

        boolean isJudged() {
            return early.length >= CLICKS && !wanted.isEmpty();
        }
    }

    /** On the street, by the service's own ranking. */
    private void street(Diary all, Town town, ServiceTown service) {
        OfflineRanking ranking = service.rankingWithout(person -> person % FIFTHS == 0);
        Habits habits =
                new Habits(town, new Without(all, person -> person % FIFTHS == 0, place -> false));
        RankTally popular = new RankTally();
        RankTally stranger = new RankTally();
        RankTally newcomer = new RankTally();
        RankTally guest = new RankTally();
        int number = 0;
        for (int person = 0; person < all.people(); person += FIFTHS) {
            Newcomer one = new Newcomer(visited(all, person));
            if (one.isJudged()) {
                Person known = new Person(List.of(), named(service, town, one.early));
                Person clicking = service.clicking(Arrays.copyOf(one.early, CLICKS));
                IntOpenHashSet seen = new IntOpenHashSet(one.early);
                for (int at = one.early.length; at < one.visited.length; at++) {
                    int place = one.visited[at];
                    if (seen.add(place) && town.isLocated(place)) {
                        long second = Math.max(0, all.second(person, at));
                        Query query = Query.numbered(number++, -1, place, second, town);
                        IntArrayList around = service.around(query, new IntOpenHashSet(one.early));
                        popular.add(RankTally.rank(place, around, habits::visitors));
                        stranger.add(
                                RankTally.rank(
                                        place, around, scores(ranking, Person.STRANGER, query)));
                        newcomer.add(RankTally.rank(place, around, scores(ranking, known, query)));
                        guest.add(RankTally.rank(place, around, scores(ranking, clicking, query)));
                    }
                }
            }
        }
        report.figure("streetQuestions", "street, questions", popular.questions());
        report.figure("streetPopularMrr", "street, popular, MRR", popular.mrr());
        report.figure("streetStrangerMrr", "street, stranger, MRR", stranger.mrr());
        report.figure("streetNewcomerMrr", "street, newcomer, MRR", newcomer.mrr());
        report.figure("streetGuestMrr", "street, guest, MRR", guest.mrr());
        report.difference(
                "streetGuestGain",
                "street, guest, over popularity",
                Difference.of(guest.reciprocals(), popular.reciprocals()));
        report.difference(
                "streetGain",
                "street, over popularity",
                Difference.of(newcomer.reciprocals(), popular.reciprocals()));
        report.difference(
                "streetPreferencesGain",
                "street, by preferences",
                Difference.of(newcomer.reciprocals(), stranger.reciprocals()));
    }

    private static IntToDoubleFunction scores(OfflineRanking ranking, Person person, Query query) {
        return ranking.scores(
                person,
                Instant.ofEpochSecond(query.second()),
                new Position(query.lat(), query.lon()),
                null);
    }

    private static Preferences named(ServiceTown service, Town town, int[] early) {
        return new Preferences(
                most(Arrays.stream(early).mapToObj(service::category), CATEGORIES),
                most(Arrays.stream(early).filter(town::isLocated).mapToObj(service::region), 1));
    }

    private static List<String> most(Stream<String> codes, int count) {
        Map<String, Long> counts =
                codes.collect(Collectors.groupingBy(code -> code, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int[] visited(Diary diary, int person) {
        return IntStream.range(0, diary.visits(person))
                .map(visit -> diary.place(person, visit))
                .toArray();
    }

    private double recall(float[] scores, Newcomer one) {
        for (int place : one.early) {
            scores[place] = Float.NEGATIVE_INFINITY;
        }
        return RankedList.recall(TopItems.of(scores, options.k()), one.wanted);
    }

    private static float[] popularity(Habits habits, Town town) {
        float[] scores = new float[town.places()];
        for (int place = 0; place < scores.length; place++) {
            scores[place] = (float) Math.log1p(habits.visitors(place));
        }
        return scores;
    }

    /**
     * Of all places, without a position; nobody says when, so what depends on the hour counts 0.
     */
    private static float[] scores(OfflineRanking ranking, Person person, ServiceTown service) {
        IntToDoubleFunction score = ranking.scores(person, service.end(), null, TIMELESS);
        float[] scores = new float[service.index().size()];
        for (int place = 0; place < scores.length; place++) {
            scores[place] = (float) score.applyAsDouble(place);
        }
        return scores;
    }

    private void newPlaces(Diary all, Town town) {
        Habits habits =
                new Habits(town, new Without(all, person -> false, ColdStartEvaluation::isNew));
        int[] fresh =
                IntStream.range(0, town.places()).filter(ColdStartEvaluation::isNew).toArray();
        DoubleArrayList content = new DoubleArrayList();
        DoubleArrayList blind = new DoubleArrayList();
        Diary known = new Without(all, person -> false, ColdStartEvaluation::isNew);
        for (int person = 0; person < all.people(); person++) {
            IntOpenHashSet wanted = new IntOpenHashSet();
            Arrays.stream(visited(all, person))
                    .filter(ColdStartEvaluation::isNew)
                    .forEach(wanted::add);
            if (!wanted.isEmpty() && known.visits(person) > 0) {
                Regular regular = habits.regular(person);
                float[] scores = new float[fresh.length];
                IntOpenHashSet positions = new IntOpenHashSet();
                for (int at = 0; at < fresh.length; at++) {
                    boolean isLocated = town.isLocated(fresh[at]);
                    scores[at] =
                            (float)
                                    (regular.leaning(town.category(fresh[at]))
                                            + (isLocated ? regular.nearness(fresh[at]) : -9));
                    if (wanted.contains(fresh[at])) {
                        var _ = positions.add(at);
                    }
                }
                content.add(RankedList.recall(TopItems.of(scores, options.k()), positions));
                blind.add((double) Math.min(options.k(), fresh.length) / fresh.length);
            }
        }
        report.figure("newPlaces", "new places", fresh.length);
        report.figure("newPlacePopularRecall", "popularity, which is blind", mean(blind));
        tell("newPlace", "of kind and nearness", content, blind);
    }

    private static boolean isNew(int place) {
        return place % NEW_PLACES == 0;
    }
}

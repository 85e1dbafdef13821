package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.model.RankedList;
import io.maltan.recommendation.model.TopItems;
import io.maltan.recommendation.situated.Diary;
import io.maltan.recommendation.situated.Habits;
import io.maltan.recommendation.situated.Regular;
import io.maltan.recommendation.situated.Town;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * People and places of whom nothing is known, each beside plain popularity:
 *
 * <ul>
 *   <li>a newcomer, one of every five people, who names the three categories and the region (what
 *       is within three kilometres of the middle of it) of the first half of what they will visit;
 *   <li>a guest, the same people, who clicks the first two places of that half;
 *   <li>a new place, one of every ten, whose visits nobody knows of: at which rank of all new
 *       places does it stand for those who will come?
 * </ul>
 *
 * <p>For the first two, what is to be found is what the second half adds. The few weights were
 * chosen on another fifth of the people.
 */
final class ColdStartEvaluation {

    private static final int NEWCOMERS = 5;
    private static final int NEW_PLACES = 10;
    private static final int CATEGORIES = 3;
    private static final int CLICKS = 2;
    private static final double REGION_KILOMETRES = 3;
    private static final float PREFERRED_CATEGORY = 0.3f;
    private static final float PREFERRED_REGION = 0.2f;
    private static final float TOGETHER = 10;
    private static final float NEAR = 1.5f;

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
        Diary all = new FileDiary(train);
        people(all, town);
        newPlaces(all, town);
        report.finish();
    }

    private void people(Diary all, Town town) {
        Habits habits =
                new Habits(town, new Without(all, ColdStartEvaluation::isNewcomer, place -> false));
        Mean popular = new Mean();
        Mean newcomer = new Mean();
        Mean guest = new Mean();
        for (int person = 0; person < all.people(); person++) {
            int[] visited = visited(all, person);
            int[] early = Arrays.copyOf(visited, visited.length / 2);
            IntOpenHashSet wanted = new IntOpenHashSet(visited);
            var _ = wanted.removeAll(new IntOpenHashSet(early));
            if (isNewcomer(person) && early.length >= CLICKS && !wanted.isEmpty()) {
                popular.add(recall(popularity(habits, town), early, wanted));
                newcomer.add(recall(preferred(habits, town, early), early, wanted));
                guest.add(recall(clicked(habits, town, early), early, wanted));
            }
        }
        if (newcomer.count == 0) {
            throw new BadInput(options.train() + " has too few people");
        }
        report.figure("newcomers", "people", newcomer.count);
        report.figure("popularRecall", "popular, Recall@" + options.k(), popular.mean());
        report.figure("newcomerRecall", "newcomer, Recall@" + options.k(), newcomer.mean());
        report.figure("guestRecall", "guest, Recall@" + options.k(), guest.mean());
    }

    private static boolean isNewcomer(int person) {
        return person % NEWCOMERS == 0;
    }

    private static int[] visited(Diary diary, int person) {
        return IntStream.range(0, diary.visits(person))
                .map(visit -> diary.place(person, visit))
                .toArray();
    }

    private double recall(float[] scores, int[] known, IntOpenHashSet wanted) {
        for (int place : known) {
            scores[place] = Float.NEGATIVE_INFINITY;
        }
        return RankedList.recall(TopItems.of(scores, options.k()), wanted);
    }

    private static float[] popularity(Habits habits, Town town) {
        float[] scores = new float[town.places()];
        for (int place = 0; place < scores.length; place++) {
            scores[place] = (float) Math.log1p(habits.visitors(place));
        }
        return scores;
    }

    /** Popularity within what somebody says that they like. */
    private static float[] preferred(Habits habits, Town town, int[] early) {
        float[] scores = popularity(habits, town);
        int[] counts = new int[Arrays.stream(early).map(town::category).max().orElse(0) + 1];
        for (int place : new IntOpenHashSet(early).toIntArray()) {
            counts[town.category(place)]++;
        }
        IntOpenHashSet categories =
                new IntOpenHashSet(
                        IntStream.range(0, counts.length)
                                .boxed()
                                .sorted((a, b) -> counts[b] - counts[a])
                                .limit(CATEGORIES)
                                .mapToInt(Integer::intValue)
                                .toArray());
        double lat = median(Arrays.stream(early).mapToDouble(town::lat));
        double lon = median(Arrays.stream(early).mapToDouble(town::lon));
        for (int place = 0; place < scores.length; place++) {
            scores[place] += categories.contains(town.category(place)) ? PREFERRED_CATEGORY : 0;
            boolean isNear =
                    town.isLocated(place) && town.kilometres(place, lat, lon) <= REGION_KILOMETRES;
            scores[place] += isNear ? PREFERRED_REGION : 0;
        }
        return scores;
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** Popularity, with what goes with two places and what is near to them. */
    private static float[] clicked(Habits habits, Town town, int[] early) {
        float[] scores = popularity(habits, town);
        Regular guest = habits.regular(Arrays.copyOf(early, CLICKS));
        for (int place = 0; place < scores.length; place++) {
            scores[place] += (float) (TOGETHER * Math.sqrt(guest.together(place)));
            if (town.isLocated(place)) {
                scores[place] += (float) (NEAR * guest.nearness(place));
            }
        }
        return scores;
    }

    private void newPlaces(Diary all, Town town) {
        Habits habits =
                new Habits(town, new Without(all, person -> false, ColdStartEvaluation::isNew));
        int[] fresh =
                IntStream.range(0, town.places()).filter(ColdStartEvaluation::isNew).toArray();
        Mean content = new Mean();
        Mean popular = new Mean();
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
                popular.add((double) Math.min(options.k(), fresh.length) / fresh.length);
            }
        }
        report.figure("newPlaces", "new places", fresh.length);
        report.figure(
                "newPlaceRecall", "of kind and nearness, Recall@" + options.k(), content.mean());
        report.figure("newPlacePopularRecall", "popularity, which is blind", popular.mean());
    }

    private static boolean isNew(int place) {
        return place % NEW_PLACES == 0;
    }

    private static final class Mean {

        private double sum;
        private long count;

        void add(double value) {
            sum += value;
            count++;
        }

        double mean() {
            return count == 0 ? 0 : sum / count;
        }
    }
}

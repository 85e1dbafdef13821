package io.maltan.recommendation.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.model.RankingWeights;
import io.maltan.recommendation.model.TrainedModels;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Towns;
import io.maltan.recommendation.popularity.Crowds;
import io.maltan.recommendation.profile.PersonLog;
import io.maltan.recommendation.profile.Preferences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A town of 400 places of ten kinds, and people with habits. */
class WeightLearningTests {

    private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");
    private static final int KINDS = 10;
    private static final int PLACES = 400;

    private final PlaceIndex places = new PlaceIndex();
    private final Random random = new Random(2);
    private final OfflineRanking ranking;

    WeightLearningTests() {
        for (int place = 0; place < PLACES; place++) {
            Towns.put(
                    places,
                    Towns.place(
                            "P" + place,
                            "kind" + place % KINDS + ".a",
                            37.5 + random.nextDouble() * 0.03,
                            127 + random.nextDouble() * 0.03));
        }
        ranking = OfflineRanking.usual(places, TrainedModels.none().current(), Crowds.none(places));
    }

    private Feedback event(FeedbackType type, int place, long second, @Nullable UUID list) {
        return new Feedback(
                UUID.randomUUID(),
                new UUID(1, 1),
                type,
                places.id(place),
                SINCE.plusSeconds(second),
                null,
                list);
    }

    private static PersonLog person(List<Feedback> events) {
        List<Feedback> newestFirst = new ArrayList<>(events);
        newestFirst.sort(Comparator.comparing(Feedback::at).reversed());
        return new PersonLog(newestFirst, Preferences.NONE);
    }

    /** Shown ten places of all kinds at a time, and opens the one that is nearest to their own. */
    private PersonLog staysAround(int number) {
        List<Feedback> events = new ArrayList<>();
        int own = number % 50;
        events.add(event(FeedbackType.VISIT, own, -1_000, null));
        for (int list = 0; list < 3; list++) {
            UUID id = UUID.randomUUID();
            int first = KINDS * (5 + random.nextInt(30));
            long second = number * 1_000L + 100L * list;
            int nearest = first;
            for (int shown = first; shown < first + KINDS; shown++) {
                events.add(event(FeedbackType.IMPRESSION, shown, second, id));
                nearest = metres(shown, own) < metres(nearest, own) ? shown : nearest;
            }
            events.add(event(FeedbackType.CLICK, nearest, second + 10, id));
        }
        return person(events);
    }

    private double metres(int place, int from) {
        return places.metresFrom(place, places.lat(from), places.lon(from));
    }

    private WeightLearning taught(int people) {
        WeightLearning learning = new WeightLearning(ranking, SINCE);
        for (int number = 0; number < people; number++) {
            learning.add(staysAround(number));
        }
        return learning;
    }

    @Test
    void whatPeopleOpenOfTheirListsTellsWhatCounts() {
        WeightLearning learning = taught(100);
        assertThat(learning.choices()).isEqualTo(300);
        RankingWeights learned = Objects.requireNonNull(learning.learn(null).weights());

        Weights byHand = ranking.byHand();
        assertThat(learned.of("yourArea") / learned.of("kind"))
                .isGreaterThan(2 * byHand.of(Part.YOUR_AREA) / byHand.of(Part.KIND));
        assertThat(learned.mrr()).isGreaterThan(learned.byHandMrr());
        assertThat(learned.choices()).isEqualTo(300);
        assertThat(learned.judged()).isEqualTo(90);
        assertThat(learned.features())
                .doesNotContain(
                        "shown", "known", "followed", "preferredCategory", "preferredRegion");
    }

    @Test
    void fewChoicesLeaveTheWeights() {
        WeightLearning.Learned learned = taught(10).learn(null);
        assertThat(learned.weights()).isNull();
        assertThat(learned.verdict()).isEqualTo("weights by hand: 30 choices");
    }

    @Test
    void choicesWithoutReasonLeaveTheWeights() {
        WeightLearning learning = new WeightLearning(ranking, SINCE);
        for (int number = 0; number < 150; number++) {
            List<Feedback> events = new ArrayList<>();
            events.add(event(FeedbackType.VISIT, random.nextInt(PLACES), -1_000, null));
            for (int visit = 0; visit < 3; visit++) {
                long second = 86_400L * visit + number;
                events.add(event(FeedbackType.VISIT, random.nextInt(PLACES), second, null));
            }
            learning.add(person(events));
        }
        assertThat(learning.choices()).isGreaterThan(300);
        assertThat(learning.learn(null).verdict()).startsWith("weights by hand");
    }

    @Test
    void worseWeightsInServiceAreGivenUpAndBetterOnesKept() {
        WeightLearning learning = taught(100);
        RankingWeights good = Objects.requireNonNull(learning.learn(null).weights());
        RankingWeights bad =
                new RankingWeights(
                        List.of("kind", "yourArea"), List.of(9.0, 0.01), 300, 90, 0.9, 0.1);
        String verdict = taught(100).learn(bad).verdict();
        assertThat(verdict).startsWith("weights learned").contains("in service");
        RankingWeights again = Objects.requireNonNull(taught(100).learn(good).weights());
        assertThat(again.of("yourArea")).isGreaterThan(ranking.byHand().of(Part.YOUR_AREA));
    }

    @Test
    void nobodyHasMoreSayThanOthers() {
        List<Feedback> events = new ArrayList<>();
        for (int visit = 0; visit < 300; visit++) {
            events.add(event(FeedbackType.VISIT, visit, 60L * visit, null));
        }
        WeightLearning learning = new WeightLearning(ranking, SINCE);
        learning.add(person(events));
        assertThat(learning.choices()).isLessThanOrEqualTo(12);
    }

    @Test
    void whatWasBeforeIsNoChoice() {
        WeightLearning learning = new WeightLearning(ranking, SINCE);
        learning.add(
                person(
                        List.of(
                                event(FeedbackType.VISIT, 1, -100, null),
                                event(FeedbackType.VISIT, 2, -50, null))));
        assertThat(learning.choices()).isZero();
    }
}

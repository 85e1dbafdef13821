package io.maltan.recommendation.ranking;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.model.TrainedModels;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.place.PlaceFacts;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Towns;
import io.maltan.recommendation.popularity.Crowds;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.profile.Person;
import io.maltan.recommendation.profile.Taste;
import io.maltan.recommendation.profile.Tasters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to rank for somebody who likes thirty places: around a position in a town of so
 * many places as Seoul has on its area, within a radius that leaves less than a page, and over all
 * of them without a position.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx256m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
public class RankingBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");
    private static final double SOUTH = 37.43;
    private static final double WEST = 126.8;
    private static final double HEIGHT = 0.22;
    private static final double WIDTH = 0.28;
    private static final int CATEGORIES = 120;
    private static final List<String> HOURS =
            List.of("Mo-Su 10:00-22:00", "Mo-Fr 09:00-18:00", "24/7", "Mo-Sa 11:00-02:00");

    @Param({"100000", "200000"})
    private int placeCount;

    private final Random random = new Random(42);
    private final PlaceIndex places = new PlaceIndex();
    private Ranker ranker;
    private Taste taste;
    private Wish here;
    private Wish justHere;
    private Wish anywhere;

    @Setup
    public void town() {
        for (int place = 0; place < placeCount; place++) {
            Towns.put(places, facts(place));
        }
        Popularity popularity = Crowds.none(places);
        Models models = TrainedModels.none();
        TrainingSet set = TrainedModels.set(places, visits());
        TrainedModels.swap(models, TrainedModels.train(set, places));
        Crowds.load(popularity, models.current());
        ranker =
                new Ranker(
                        places, popularity, models, TestSettings.standard(), new Newcomers(places));
        taste = Tasters.tastes(places).of(person(), NOW);
        Position middle = new Position(SOUTH + HEIGHT / 2, WEST + WIDTH / 2);
        here = wish(middle, null);
        justHere = wish(middle, 50.0);
        anywhere = wish(null, null);
    }

    private PlaceFacts facts(int place) {
        PlaceFacts plain =
                Towns.place(
                        UUID.randomUUID(),
                        "Shop " + random.nextInt(5_000) + " of " + place % 800,
                        "kind" + place % 12 + ".of" + place % CATEGORIES,
                        SOUTH + HEIGHT * random.nextDouble(),
                        WEST + WIDTH * random.nextDouble(),
                        "open",
                        1,
                        HOURS.get(place % HOURS.size()));
        return Towns.named(plain, Map.of("ko", "가게 " + place));
    }

    private int[][] visits() {
        int[][] visits = new int[placeCount / 10][];
        for (int person = 0; person < visits.length; person++) {
            visits[person] = random.ints(20, 0, placeCount / 2).distinct().toArray();
        }
        return visits;
    }

    private Person person() {
        Person person = Person.STRANGER;
        for (int place : random.ints(30, 0, placeCount / 2).toArray()) {
            person =
                    Tasters.after(
                            person,
                            new Feedback(
                                    UUID.randomUUID(),
                                    new UUID(0, 1),
                                    FeedbackType.LIKE,
                                    places.id(place),
                                    NOW.minusSeconds(place),
                                    null,
                                    null));
        }
        return person;
    }

    private static Wish wish(Position position, Double radiusMetres) {
        return new Wish(position, radiusMetres, null, new ArrayList<>(), false, Set.of());
    }

    private Ranking ranked(Wish wish) {
        Ranker.Portion page = Ranker.Portion.first(20);
        return ranker.rank(wish, taste, NOW, ranker.standard(), page).ranking();
    }

    @Benchmark
    public Ranking aroundAPosition() {
        return ranked(here);
    }

    /** Where less matches than a page holds. */
    @Benchmark
    public Ranking withinFiftyMetres() {
        return ranked(justHere);
    }

    @Benchmark
    public Ranking everywhere() {
        return ranked(anywhere);
    }
}

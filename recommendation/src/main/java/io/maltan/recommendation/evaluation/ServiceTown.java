package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemIds;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.place.PlaceFacts;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.profile.Person;
import io.maltan.recommendation.profile.PersonLog;
import io.maltan.recommendation.profile.Preferences;
import io.maltan.recommendation.ranking.OfflineRanking;
import io.maltan.recommendation.situated.Diary;
import io.maltan.recommendation.situated.Query;
import io.maltan.recommendation.situated.Town;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;

/** Check-ins of files as the service would know them: places in its index, visits as feedback. */
final class ServiceTown {

    private static final Instant LONG_AGO = Instant.parse("2000-01-02T00:00:00Z");
    private static final double AROUND_METRES = 2_000;
    private static final int LONGEST_HISTORY = 400;
    private static final double REGION_DEGREES = 0.03;
    private static final String CATEGORY = "kind.";

    private final Town town;
    private final Diary diary;
    private final PlaceIndex index = new PlaceIndex();

    ServiceTown(Town town, Diary diary) {
        this.town = town;
        this.diary = diary;
        for (int place = 0; place < town.places(); place++) {
            index.put(facts(place));
        }
    }

    private PlaceFacts facts(int place) {
        boolean isLocated = town.isLocated(place);
        return new PlaceFacts(
                new UUID(0, place),
                "",
                null,
                category(place),
                isLocated ? town.lat(place) : 0,
                isLocated ? town.lon(place) : 0,
                isLocated ? new PlaceFacts.RegionFacts(region(place), Map.of()) : null,
                isLocated ? "open" : "closed",
                null,
                null,
                null,
                LONG_AGO,
                1);
    }

    /** The number of a place is the same everywhere. */
    PlaceIndex index() {
        return index;
    }

    String category(int place) {
        return CATEGORY + town.category(place);
    }

    /** A cell of some three kilometres stands for a region. */
    String region(int place) {
        double across = REGION_DEGREES / Math.cos(Math.toRadians(town.lat(place)));
        return "%d_%d."
                .formatted(
                        (int) Math.floor(town.lat(place) / REGION_DEGREES),
                        (int) Math.floor(town.lon(place) / across));
    }

    /** Of everybody's visits, but for some people's. */
    TrainingSet set(IntPredicate leftOut) {
        Interactions.Builder interactions = new Interactions.Builder();
        ItemIds people = new ItemIds();
        for (int person = 0; person < diary.people(); person++) {
            for (int visit = 0; visit < diary.visits(person) && !leftOut.test(person); visit++) {
                interactions.add(diary.place(person, visit), second(person, visit));
            }
            interactions.nextPerson();
            people.add(new UUID(1, person));
        }
        ItemIds places = new ItemIds();
        for (int place = 0; place < town.places(); place++) {
            places.add(index.id(place));
        }
        return new TrainingSet(interactions.build(town.places()), places, people);
    }

    private int second(int person, int visit) {
        long second = diary.second(person, visit);
        return second == Diary.UNKNOWN ? 0 : Math.clamp(second, 0, Integer.MAX_VALUE);
    }

    /**
     * The service's ranking, for people of whom nothing is known, after everybody else's visits.
     */
    OfflineRanking rankingWithout(IntPredicate people) {
        TrainingSet set = set(people);
        Interactions interactions = set.interactions();
        ModelFile.About about =
                new ModelFile.About(
                        "without",
                        end(),
                        0,
                        interactions.people(),
                        interactions.size(),
                        1,
                        null,
                        null,
                        null);
        Model model =
                Model.of(
                        about,
                        new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD)
                                .train(interactions),
                        interactions.degrees(),
                        set.ids(),
                        index);
        return OfflineRanking.usual(
                index, model, Popularity.asOf(index, model, interactions, set.places(index)));
    }

    /** The places around a question that are not known. */
    IntArrayList around(Query query, IntOpenHashSet known) {
        IntArrayList around = new IntArrayList();
        index.within(query.lat(), query.lon(), AROUND_METRES, around::add);
        var _ = around.removeIf(known::contains);
        return around;
    }

    /** The places of a person's history. */
    IntOpenHashSet known(Person person) {
        IntOpenHashSet known = new IntOpenHashSet();
        person.history().forEach(event -> index.find(event.placeId()).ifPresent(known::add));
        return known;
    }

    /** What a person did, to learn from it. */
    PersonLog logOf(UUID id) {
        return new PersonLog(visits((int) id.getLeastSignificantBits()), Preferences.NONE);
    }

    /** Somebody who has just looked at some places, and nothing else. */
    Person clicking(int[] clicked) {
        List<Feedback> clicks = new ArrayList<>();
        for (int place : clicked) {
            clicks.add(
                    new Feedback(
                            new UUID(2, place),
                            new UUID(2, 0),
                            FeedbackType.CLICK,
                            index.id(place),
                            end(),
                            null,
                            null));
        }
        return new Person(clicks, Preferences.NONE);
    }

    /** What a person did, the newest first. */
    Person person(UUID id) {
        int person = (int) id.getLeastSignificantBits();
        return new Person(visits(person), Preferences.NONE);
    }

    /** The same with what they did since. */
    Person personWith(NextVisits.Since since) {
        List<Feedback> history = new ArrayList<>();
        for (int at = since.places().size() - 1; at >= 0; at--) {
            int place = since.places().getInt(at);
            history.add(visit(since.person(), -1 - at, place, since.seconds().getLong(at)));
        }
        history.addAll(visits(since.person()));
        return new Person(history, Preferences.NONE);
    }

    private List<Feedback> visits(int person) {
        List<Feedback> visits = new ArrayList<>();
        int count = person < 0 ? 0 : diary.visits(person);
        for (int at = count - 1; at >= Math.max(0, count - LONGEST_HISTORY); at--) {
            visits.add(visit(person, at, diary.place(person, at), diary.second(person, at)));
        }
        return visits;
    }

    private Feedback visit(int person, int number, int place, long second) {
        return new Feedback(
                new UUID(person, number),
                new UUID(1, person),
                FeedbackType.VISIT,
                index.id(place),
                second == Diary.UNKNOWN ? LONG_AGO : Instant.ofEpochSecond(second),
                null,
                null);
    }

    /** The moment after the last visit. */
    Instant end() {
        int last = 0;
        for (int person = 0; person < diary.people(); person++) {
            for (int visit = 0; visit < diary.visits(person); visit++) {
                last = Math.max(last, second(person, visit));
            }
        }
        return Instant.ofEpochSecond(last + 1L);
    }
}

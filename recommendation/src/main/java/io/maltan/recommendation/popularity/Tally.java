package io.maltan.recommendation.popularity;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.place.PlaceIndex;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The counts on top of one model. */
final class Tally {

    private static final int MOST_PLACES = 200_000;

    private final IntUnaryOperator trained;
    private final double typicalVisitors;
    private final ConcurrentMap<Integer, Activity> activities = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Integer> added = new ConcurrentHashMap<>();

    private Tally(IntUnaryOperator trained, double typicalVisitors) {
        this.trained = trained;
        this.typicalVisitors = typicalVisitors;
    }

    static Tally empty() {
        return new Tally(place -> 0, 1);
    }

    static Tally of(Model model, TrainingSet set, PlaceIndex index) {
        Interactions interactions = set.interactions();
        double typical = interactions.size() / (double) Math.max(1, interactions.items());
        int[] places = set.places(index);
        Tally tally = new Tally(model::visitors, Math.max(1, typical));
        for (int pair = 0; pair < interactions.size(); pair++) {
            int place = places[interactions.item(pair)];
            if (place >= 0) {
                tally.note(place, interactions.second(pair), 1);
            }
        }
        return tally;
    }

    /** Notes an event that the model does not know, or with -1 that one is no more. */
    void count(int place, long second, int by) {
        if (added.size() < MOST_PLACES || added.containsKey(place)) {
            added.merge(place, by, Tally::sum);
        }
        note(place, second, by);
    }

    private static @Nullable Integer sum(int known, int by) {
        return known + by == 0 ? null : known + by;
    }

    private void note(int place, long second, int by) {
        if (activities.size() < MOST_PLACES || activities.containsKey(place)) {
            activities.merge(
                    place,
                    Activity.NONE.with(second, by),
                    (known, first) -> known.with(second, by));
        }
    }

    double visitors(int place) {
        return Math.max(0, trained.applyAsInt(place) + added.getOrDefault(place, 0));
    }

    double typicalVisitors() {
        return typicalVisitors;
    }

    Activity activity(int place) {
        return activities.getOrDefault(place, Activity.NONE);
    }

    ConcurrentMap<Integer, Activity> activities() {
        return activities;
    }
}

package io.maltan.recommendation.ranking;

import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.RankingWeights;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.profile.Person;
import io.maltan.recommendation.profile.Taste;
import io.maltan.recommendation.profile.Tastes;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ranking of the service for people and moments of the past: to learn its weights, and to judge
 * them. New places do not stand out.
 */
public final class OfflineRanking {

    private static final double REACHES_IN_RADIUS = 3;

    private final PlaceIndex places;
    private final Tastes tastes;
    private final Model model;
    private final Popularity popularity;
    private final RankingProperties properties;
    private final Weights byHand;

    OfflineRanking(
            PlaceIndex places,
            Tastes tastes,
            Model model,
            Popularity popularity,
            RankingProperties properties) {
        this.places = places;
        this.tastes = tastes;
        this.model = model;
        this.popularity = popularity;
        this.properties = properties;
        this.byHand = properties.byHand();
    }

    /** With the settings that count where nobody sets any. */
    public static OfflineRanking usual(PlaceIndex places, Model model, Popularity popularity) {
        return new OfflineRanking(
                places, Tastes.usual(places), model, popularity, RankingProperties.usual());
    }

    PlaceIndex places() {
        return places;
    }

    Weights byHand() {
        return byHand;
    }

    /** The weights by hand of what can be learned, by the names of settings. */
    public Map<String, Double> weightsByHand() {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            if (part.isLearned()) {
                weights.put(part.setting(), byHand.of(part));
            }
        }
        return weights;
    }

    OptionalInt find(UUID placeId) {
        OptionalInt place = places.find(placeId);
        return place.isPresent() && places.isInBusiness(place.getAsInt())
                ? place
                : OptionalInt.empty();
    }

    Position position(int place) {
        return new Position(places.lat(place), places.lon(place));
    }

    double metres(int place, Position from) {
        return places.metresFrom(place, from.lat(), from.lon());
    }

    /** The places in business around a position. */
    IntArrayList around(Position position, double radiusMetres) {
        IntArrayList found = new IntArrayList();
        places.within(position.lat(), position.lon(), radiusMetres, found::add);
        return found;
    }

    Taste taste(Person person, Instant at) {
        return tastes.of(person, at);
    }

    /** As a request with a position and the first radius that is tried, or without a position. */
    Scoring scoring(Taste taste, Instant at, @Nullable Position position, Weights weights) {
        double own = taste.ground().reachMetres() * byHand.reach();
        double reach =
                position == null
                        ? own
                        : Math.max(own, Ranker.FIRST_RADIUS_METRES / REACHES_IN_RADIUS);
        boolean[] errands = places.categories().within(properties.errandCategories());
        IntPredicate isErrand = category -> category < errands.length && errands[category];
        return new Scoring(
                new Scoring.Context(
                        places, popularity, model, weights, isErrand, places.moment(at), false),
                taste,
                position,
                reach);
    }

    /**
     * How places score for somebody at a moment.
     *
     * @param weights those by hand where null
     */
    public IntToDoubleFunction scores(
            Person person,
            Instant at,
            @Nullable Position position,
            @Nullable RankingWeights weights) {
        Weights used = weights == null ? byHand : byHand.learned(weights);
        Scoring scoring = scoring(taste(person, at), at, position, used);
        return scoring::score;
    }
}

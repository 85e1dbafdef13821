package io.maltan.recommendation.ranking;

import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.place.Openness;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.popularity.Window;
import io.maltan.recommendation.profile.Taste;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores places for one request: {@code kernel(distance) · Σ parts · what is left of it}. Each part
 * can be asked for afterwards, so that reasons are what the score is made of. Not for several
 * threads.
 */
final class Scoring {

    private static final double NO_SOONER = 0.05;
    private static final double DISCOVERY = 0.01;
    private static final Duration NEW_FOR = Duration.ofDays(14);
    private static final double BAYESIAN_REVIEWS = 5;
    private static final double MIDDLING = 3.6;

    private final PlaceIndex places;
    private final Popularity popularity;
    private final Taste taste;
    private final RankingProperties weights;
    private final Instant now;
    private final @Nullable Position position;
    private final double reachMetres;
    private final boolean newcomersStandOut;
    private final Model.History together;
    private final IntOpenHashSet known = new IntOpenHashSet();
    private final boolean[] errands;
    private final boolean[] preferredCategories;
    private final boolean[] preferredRegions;
    private final double[] parts = new double[Part.values().length];

    Scoring(Context context, Taste taste, @Nullable Position position, double reachMetres) {
        this.places = context.places();
        this.popularity = context.popularity();
        this.weights = context.weights();
        this.now = context.now();
        this.newcomersStandOut = context.newcomersStandOut();
        this.taste = taste;
        this.position = position;
        this.reachMetres = reachMetres;
        this.errands = places.categories().within(weights.errandCategories());
        this.preferredCategories = places.categories().within(taste.preferences().categories());
        this.preferredRegions = regionsOf(taste);
        this.together = historyOf(taste, context.model());
        taste.signals().stream()
                .filter(signal -> signal.weight() > 0)
                .forEach(signal -> known.add(signal.place()));
    }

    private static Model.History historyOf(Taste taste, Model model) {
        List<Taste.Signal> signals = taste.signals();
        return model.history(
                signals.stream().mapToInt(Taste.Signal::place).toArray(),
                signals.stream().mapToDouble(Taste.Signal::weight).toArray());
    }

    private boolean[] regionsOf(Taste taste) {
        boolean[] all = new boolean[0];
        for (String code : taste.preferences().regions()) {
            boolean[] within = places.regionsWithin(code);
            for (int region = 0; region < all.length; region++) {
                within[region] |= all[region];
            }
            all = within;
        }
        return all;
    }

    double reachMetres() {
        return reachMetres;
    }

    /** The score without what is costly to find out: enough to choose whom to look at closely. */
    double rough(int place) {
        return kernel(place)
                * floor(togetherness(place) + kind(place) + popular(place) + rated(place))
                * (isErrand(place) ? weights.errandFactor() : 1);
    }

    /** The score; its parts are there until the next. */
    double score(int place) {
        double kernel = kernel(place);
        Openness openness = places.openness(place, now);
        Arrays.fill(parts, 0);
        set(Part.TOGETHER, togetherness(place));
        set(Part.KIND, kind(place));
        set(Part.WORDS, words(place));
        set(Part.PREFERRED_CATEGORY, preferredCategory(place));
        set(Part.PREFERRED_REGION, preferredRegion(place));
        set(Part.POPULAR, popular(place));
        set(Part.RATED, rated(place));
        set(Part.RISING, rising(place));
        set(Part.NEAR, position == null ? 0 : weights.near());
        set(Part.OPEN, openness == Openness.OPEN ? weights.open() : 0);
        set(Part.FRESH, fresh(place));
        set(Part.DISCOVERY, DISCOVERY);
        return kernel * floor(Arrays.stream(parts).sum()) * left(place, openness);
    }

    private void set(Part part, double value) {
        parts[part.slot()] = value;
    }

    /** Scores a place for the sake of its parts alone. */
    void lookAt(int place) {
        double unneeded = score(place);
        assert unneeded >= 0;
    }

    /** What a part gave to the latest score, before distance and what is left. */
    double part(Part part) {
        return parts[part.slot()];
    }

    /** What speaks against a place makes it small, never negative: nearer stays better. */
    private static double floor(double sum) {
        return sum >= NO_SOONER ? sum : NO_SOONER * Math.exp(2 * (sum - NO_SOONER));
    }

    double kernel(int place) {
        return position == null ? 1 : Math.exp(-metres(place, position) / reachMetres);
    }

    double metres(int place, Position from) {
        return places.metresFrom(place, from.lat(), from.lon());
    }

    private double togetherness(int place) {
        double sum = together.score(place);
        return weights.together() * Math.clamp(Math.signum(sum) * Math.sqrt(Math.abs(sum)), -1, 1);
    }

    private double kind(int place) {
        return weights.kind() * taste.category(places.category(place));
    }

    private double words(int place) {
        if (!taste.knowsWords()) {
            return 0;
        }
        double sum = 0;
        for (int word : places.words(place)) {
            double liking = taste.word(word);
            sum += liking == 0 ? 0 : liking * places.rarity(word);
        }
        return weights.words() * Math.tanh(sum);
    }

    private double preferredCategory(int place) {
        return isIn(preferredCategories, places.category(place)) ? weights.preferredCategory() : 0;
    }

    private double preferredRegion(int place) {
        return isIn(preferredRegions, places.regionNumber(place)) ? weights.preferredRegion() : 0;
    }

    private static boolean isIn(boolean[] set, int number) {
        return number >= 0 && number < set.length && set[number];
    }

    private double popular(int place) {
        double visitors = Math.sqrt(popularity.visitors(place));
        return weights.popular() * visitors / (visitors + Math.sqrt(popularity.typicalVisitors()));
    }

    private double rated(int place) {
        int count = places.ratingCount(place);
        double certainty = count / (count + BAYESIAN_REVIEWS);
        return weights.rated() * certainty * (places.ratingAverage(place) - MIDDLING);
    }

    private double rising(int place) {
        return weights.rising() * Math.tanh(Math.max(0, popularity.rise(place, Window.WEEK, now)));
    }

    private double fresh(int place) {
        boolean isNew = places.createdAt(place).isAfter(now.minus(NEW_FOR));
        return isNew && newcomersStandOut ? weights.fresh() : 0;
    }

    private double left(int place, Openness openness) {
        double left = openness == Openness.CLOSED ? weights.closedFactor() : 1;
        left *= known.contains(place) ? weights.knownFactor() : 1;
        left *= isErrand(place) ? weights.errandFactor() : 1;
        return left / (1 + weights.cooling() * taste.impressions(place));
    }

    private boolean isErrand(int place) {
        int category = places.category(place);
        return isIn(errands, category) && taste.category(category) <= 0;
    }

    /** What every request of a moment shares. */
    record Context(
            PlaceIndex places,
            Popularity popularity,
            Model model,
            RankingProperties weights,
            Instant now,
            boolean newcomersStandOut) {}
}

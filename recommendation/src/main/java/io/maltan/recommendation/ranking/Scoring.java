package io.maltan.recommendation.ranking;

import io.maltan.recommendation.feedback.VisitBlock;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.place.LocalMoment;
import io.maltan.recommendation.place.Openness;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Vicinity;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.popularity.Window;
import io.maltan.recommendation.profile.Taste;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scores places for one request: {@code Σ weight · feature}, the features being {@link Part}s. Each
 * product can be asked for afterwards, so that reasons are what the score is made of. Not for
 * several threads.
 */
final class Scoring {

    private static final long NEW_FOR_SECONDS = Duration.ofDays(14).toSeconds();
    private static final double BAYESIAN_REVIEWS = 5;
    private static final double MIDDLING = 3.6;
    private static final double BEST = 1.4;
    private static final double FAR_REACHES = 10;
    private static final double AREA_METRES = 4_000;

    /** So many times as many visitors as usual make a place as popular as can be. */
    private static final double FAMOUS = 50;

    private static final int A_FEW = 3;

    /** A region that somebody named counts less where they tell where they stand. */
    private static final double REGION_ON_THE_STREET = 0.3;

    /** And a category where they do not: a wide choice has better places of other kinds too. */
    private static final double CATEGORY_ANYWHERE = 0.15;

    private static final int COUNTS = 64;
    private static final double COOLING = 0.15;

    private final PlaceIndex places;
    private final Popularity popularity;
    private final Taste taste;
    private final Weights weights;
    private final LocalMoment now;
    private final int block;
    private final long newSince;
    private final @Nullable Vicinity position;
    private final double reachMetres;

    /** The logarithm of how many visitors make a place as popular as can be. */
    private final double famous;

    private final double[] byVisitors;

    private final Model.History together;
    private final IntOpenHashSet known = new IntOpenHashSet();
    private final IntPredicate errands;
    private final boolean[] preferredCategories;
    private final boolean[] preferredRegions;
    private final List<Vicinity> preferredMiddles;
    private final double namedCategory;
    private final double namedRegion;
    private final float[] byCategory;
    private final double[] parts = new double[Part.count()];

    Scoring(Context context, Taste taste, @Nullable Position position, double reachMetres) {
        this.places = context.places();
        this.popularity = context.popularity();
        this.weights = context.weights();
        this.now = context.now();
        this.block = VisitBlock.of(now.at());
        this.newSince =
                context.newcomersStandOut()
                        ? now.at().getEpochSecond() - NEW_FOR_SECONDS
                        : Long.MAX_VALUE;
        this.taste = taste;
        this.position = position == null ? null : new Vicinity(position.lat(), position.lon());
        this.reachMetres = reachMetres;
        this.famous = Math.log1p(FAMOUS * popularity.typicalVisitors());
        this.byVisitors = byVisitors(famous);
        this.errands = context.errands();
        this.preferredCategories = places.categories().within(taste.preferences().categories());
        this.preferredRegions = regionsOf(taste);
        this.preferredMiddles =
                position != null
                        ? List.of()
                        : taste.preferences().regions().stream()
                                .flatMap(code -> places.middleOf(code).stream())
                                .toList();
        this.namedCategory = position == null ? CATEGORY_ANYWHERE : 1;
        this.namedRegion = position == null ? 1 : REGION_ON_THE_STREET;
        this.together = historyOf(taste, context.model());
        this.byCategory = byCategory();
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

    /** What the category of a place alone gives to its score. */
    private float[] byCategory() {
        float[] sums = new float[places.categories().size()];
        for (int category = 0; category < sums.length; category++) {
            sums[category] =
                    (float)
                            (weights.of(Part.KIND) * taste.category(category)
                                    + weights.of(Part.PREFERRED_CATEGORY)
                                            * namedCategory
                                            * one(isIn(preferredCategories, category))
                                    - weights.of(Part.ERRAND) * one(isErrand(category)));
        }
        return sums;
    }

    double reachMetres() {
        return reachMetres;
    }

    /** Since when a place counts as new, in seconds since the epoch; the far future for never. */
    long newSince() {
        return newSince;
    }

    /** What NEAR means as a reason: half of what it has ahead of a place four reaches away. */
    double nearness(int place) {
        return position == null ? 0 : Math.max(0, 0.5 - metres(place) / (8 * reachMetres));
    }

    /** Around where somebody who tells no position would be. */
    List<Vicinity> anchors() {
        return Stream.concat(taste.ground().anchors().stream(), preferredMiddles.stream()).toList();
    }

    /** Hands on what the places of the history are linked with. */
    void eachLinked(Model.LinkedAction action) {
        together.eachLinked(action);
    }

    /** The score without what is costly to find out: enough to choose whom to look at closely. */
    double rough(int place, double metres) {
        int category = places.category(place);
        double sum = category < byCategory.length ? byCategory[category] : 0;
        if (preferredRegions.length > 0 && isIn(preferredRegions, places.regionNumber(place))) {
            sum += weights.of(Part.PREFERRED_REGION) * namedRegion;
        }
        return sum
                + weights.of(Part.POPULAR) * popularity(place)
                + weights.of(Part.RATED) * rated(place)
                + (position == null ? 0 : weights.of(Part.NEAR) * near(metres));
    }

    /** The score; its parts are there until the next. */
    double score(int place) {
        Openness openness = places.openness(place, now);
        int category = places.category(place);
        set(Part.TOGETHER, togetherness(place));
        set(Part.KIND, taste.category(category));
        set(Part.WORDS, words(place));
        set(Part.YOUR_AREA, yourArea(place));
        set(Part.PREFERRED_CATEGORY, namedCategory * one(isIn(preferredCategories, category)));
        set(Part.PREFERRED_REGION, preferredRegion(place));
        set(Part.FOLLOWED, followed(place));
        set(Part.POPULAR, popularity(place));
        set(Part.RATED, rated(place));
        set(Part.RISING, rising(place));
        set(Part.TIMELY, popularity.timeliness(place, now));
        set(Part.NEAR, position == null ? 0 : near(places.metres(place, position)));
        set(Part.OPEN, one(openness == Openness.OPEN));
        set(Part.FRESH, one(places.createdSecond(place) > newSince));
        set(Part.DISCOVERY, 1);
        set(Part.CLOSED, -one(openness == Openness.CLOSED));
        set(Part.KNOWN, -one(known.contains(place)));
        set(Part.ERRAND, -one(isErrand(category)));
        set(Part.SHOWN, -Math.log1p(COOLING * taste.impressions(place)));
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }

    /** Writes what each part gave to the latest score. */
    void copyParts(float[] to, int at) {
        for (int slot = 0; slot < parts.length; slot++) {
            to[at + slot] = (float) parts[slot];
        }
    }

    /** A score as clients see it, from 0 to 1. */
    static double shown(double score) {
        return 1 / (1 + Math.exp(-score));
    }

    private void set(Part part, double feature) {
        parts[part.slot()] = weights.of(part) * feature;
    }

    private static double one(boolean is) {
        return is ? 1 : 0;
    }

    /** Scores a place for the sake of its parts alone. */
    void lookAt(int place) {
        double unneeded = score(place);
        assert Double.isFinite(unneeded);
    }

    /** What a feature gave to the latest score. */
    double part(Part part) {
        return parts[part.slot()];
    }

    /** The distance of a place from where the person is; 0 where nobody said. */
    double metres(int place) {
        return position == null ? 0 : places.metres(place, position);
    }

    private double near(double metres) {
        double reaches = metres / reachMetres;
        return reaches <= FAR_REACHES ? -reaches : -FAR_REACHES - Math.log(reaches / FAR_REACHES);
    }

    private double togetherness(int place) {
        double sum = together.score(place);
        return Math.clamp(Math.signum(sum) * Math.sqrt(Math.abs(sum)), -1, 1);
    }

    private double words(int place) {
        return taste.knowsWords() ? Math.tanh(places.tellingWords(place, taste.words())) : 0;
    }

    private double preferredRegion(int place) {
        return isIn(preferredRegions, places.regionNumber(place))
                ? namedRegion
                : nearness(place, preferredMiddles);
    }

    private double yourArea(int place) {
        return position == null ? nearness(place, taste.ground().anchors()) : 0;
    }

    private double nearness(int place, List<Vicinity> anchors) {
        double nearest = Double.MAX_VALUE;
        for (Vicinity anchor : anchors) {
            nearest = Math.min(nearest, places.metres(place, anchor));
        }
        return nearest == Double.MAX_VALUE ? 0 : Math.exp(-nearest / AREA_METRES);
    }

    private double followed(int place) {
        return taste.followed().isEmpty() ? 0 : Math.tanh(taste.followed().get(place) / 2.0);
    }

    /** Whether more people come than usual, and not one or two alone. */
    boolean isPopular(int place) {
        return hasAFewVisitors(place) && popularity.visitors(place) > popularity.typicalVisitors();
    }

    /** Whether what is said of its visitors is said of nobody in particular. */
    boolean hasAFewVisitors(int place) {
        return popularity.visitors(place) >= A_FEW;
    }

    private double popularity(int place) {
        int count = popularity.visitors(place);
        return count < byVisitors.length ? byVisitors[count] : popular(count, famous);
    }

    /** Of the counts that most places have: this is asked of every place. */
    private static double[] byVisitors(double famous) {
        double[] byVisitors = new double[COUNTS];
        Arrays.setAll(byVisitors, count -> popular(count, famous));
        return byVisitors;
    }

    private static double popular(int count, double famous) {
        return Math.min(1, Math.log1p(count) / famous);
    }

    private double rated(int place) {
        int count = places.ratingCount(place);
        if (count == 0) {
            return 0;
        }
        double certainty = count / (count + BAYESIAN_REVIEWS);
        return Math.clamp(certainty * (places.ratingAverage(place) - MIDDLING) / BEST, -1, 1);
    }

    private double rising(int place) {
        return Math.tanh(popularity.rise(place, Window.WEEK, block));
    }

    private boolean isErrand(int category) {
        return errands.test(category) && taste.category(category) <= 0;
    }

    private static boolean isIn(boolean[] set, int number) {
        return number < set.length && set[number];
    }

    /** What every request of a moment shares. */
    record Context(
            PlaceIndex places,
            Popularity popularity,
            Model model,
            Weights weights,
            IntPredicate errands,
            LocalMoment now,
            boolean newcomersStandOut) {}
}

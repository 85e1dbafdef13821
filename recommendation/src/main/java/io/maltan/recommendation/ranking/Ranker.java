package io.maltan.recommendation.ranking;

import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.place.LocalMoment;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Vicinity;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.popularity.Window;
import io.maltan.recommendation.profile.Taste;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds candidates, scores them, and puts them in order. Touches memory alone, and takes no more of
 * it however many places there are.
 *
 * <p>Candidates come from several sources: what is near (or, without a position, whatever is best
 * at a glance, and what is near to where the person goes), what the people of one's places come to,
 * what followed people spoke well of, and what is rising. The near and the glanced at are chosen by
 * a rough score; all of them are then scored closely.
 */
@Component
final class Ranker {

    /** The first radius that is tried where none is asked for. */
    static final double FIRST_RADIUS_METRES = 2_000;

    /** Radii in metres that are tried, one after the other. */
    private static final double[] WIDENING = {FIRST_RADIUS_METRES, 5_000, 12_000, 30_000, 80_000};

    private static final int ENOUGH = 40;
    private static final int MOST_GLANCED_AT = 1_024;
    private static final int MOST_LINKED = 512;
    private static final int MOST_RISING = 64;
    private static final int MOST_ORDERED = 1_024;
    private static final double REACHES_IN_RADIUS = 3;
    private static final double ANCHOR_RADIUS_METRES = 1_500;

    private final PlaceIndex places;
    private final Popularity popularity;
    private final Models models;
    private final RankingProperties properties;
    private final Newcomers newcomers;
    private volatile boolean[] errands = new boolean[0];
    private volatile @Nullable Standing standing;

    Ranker(
            PlaceIndex places,
            Popularity popularity,
            Models models,
            RankingProperties properties,
            Newcomers newcomers) {
        this.places = places;
        this.popularity = popularity;
        this.models = models;
        this.properties = properties;
        this.newcomers = newcomers;
    }

    /**
     * Ranks the best of what matches a wish, all of it or more than the portion that is asked for.
     */
    Ranked rank(Wish wish, Taste taste, Instant now, Settings settings, Portion portion) {
        LocalMoment moment = places.moment(now);
        return new Search(wish, taste, moment, settings, portion).run();
    }

    /** Ranks places wherever they are, nearer ones preferred only within a long reach. */
    Ranked rankEverywhere(
            Wish wish, Taste taste, Instant now, IntPredicate skipped, double reachMetres) {
        Portion all = new Portion(MOST_ORDERED, skipped, Diversity.Run.NONE);
        return new Search(wish, taste, places.moment(now), standard(), all).everywhere(reachMetres);
    }

    /** A scoring of places that are known already. */
    Scoring scoring(Wish wish, Taste taste, Instant now, Settings settings) {
        Double radius = wish.radiusMetres();
        double reach = reach(taste, settings, radius == null ? 0 : radius);
        return new Scoring(context(settings, places.moment(now)), taste, wish.position(), reach);
    }

    /** What a wish and a taste leave, wherever it is as far as the radius allows. */
    IntPredicate wanted(Wish wish, Taste taste, Instant now, IntPredicate skipped) {
        IntPredicate filter =
                new Filter(places, wish, taste.removed(), places.moment(now)).and(skipped.negate());
        Position position = wish.position();
        Double radius = wish.radiusMetres();
        return position == null || radius == null
                ? filter
                : filter.and(place ->
                        places.metresFrom(place, position.lat(), position.lon()) <= radius);
    }

    /** How everybody's lists are ranked: by what the model in service has learned, if it has. */
    Settings standard() {
        Model model = models.current();
        Standing known = standing;
        if (known == null || known.model != model) {
            known = new Standing(model, settings(model));
            standing = known;
        }
        return known.settings;
    }

    private Settings settings(Model model) {
        Weights byHand = properties.byHand();
        return new Settings(
                properties.learned() ? model.weights().map(byHand::learned).orElse(byHand) : byHand,
                properties.mostInARow(),
                properties.exploreEvery(),
                properties.exploreCost());
    }

    private static double reach(Taste taste, Settings settings, double radiusMetres) {
        double own = taste.ground().reachMetres() * settings.weights().reach();
        return Math.max(own, radiusMetres / REACHES_IN_RADIUS);
    }

    private Scoring.Context context(Settings settings, LocalMoment moment) {
        return new Scoring.Context(
                places,
                popularity,
                models.current(),
                settings.weights(),
                errands(),
                moment,
                newcomers.standOut(moment.at()));
    }

    private IntPredicate errands() {
        boolean[] known = errands;
        if (known.length != places.categories().size()) {
            errands = places.categories().within(properties.errandCategories());
        }
        boolean[] all = errands;
        return category -> category < all.length && all[category];
    }

    /** The search for one request. */
    private final class Search {

        private final Wish wish;
        private final Taste taste;
        private final LocalMoment moment;
        private final Settings settings;
        private final Portion portion;
        private final IntPredicate filter;
        private final BestPlaces glanced = new BestPlaces(MOST_GLANCED_AT, places::lot);

        /** How many match, as far as it has been counted: not beyond what can be glanced at. */
        private int matching;

        Search(Wish wish, Taste taste, LocalMoment moment, Settings settings, Portion portion) {
            this.wish = wish;
            this.taste = taste;
            this.moment = moment;
            this.settings = settings;
            this.portion = portion;
            this.filter = portion.without(new Filter(places, wish, taste.removed(), moment));
        }

        Ranked run() {
            Position position = wish.position();
            Double radius = wish.radiusMetres();
            if (position == null) {
                return everywhere(reach(taste, settings, 0));
            }
            Vicinity centre = new Vicinity(position.lat(), position.lon());
            return radius == null ? widening(centre) : within(centre, radius);
        }

        /** Farther than a portion needs, so that it is known whether there is more. */
        private Ranked widening(Vicinity centre) {
            int enough = Math.max(ENOUGH, portion.count() + 1);
            for (double radius : WIDENING) {
                Ranked ranked = within(centre, radius);
                if (matching >= enough) {
                    return ranked;
                }
            }
            return everywhere(reach(taste, settings, nearestMetres(centre)));
        }

        /** Where hardly anything is near, what is near is taken in its own measure. */
        private double nearestMetres(Vicinity centre) {
            double[] nearest = {Double.MAX_VALUE};
            places.everywhere(place -> {
                if (filter.test(place)) {
                    nearest[0] = Math.min(nearest[0], places.metres(place, centre));
                }
            });
            return nearest[0] == Double.MAX_VALUE ? 0 : nearest[0];
        }

        private Ranked within(Vicinity centre, double radius) {
            Scoring scoring = scoringFor(reach(taste, settings, radius));
            begin();
            places.within(centre, radius, (place, metres) -> glance(place, metres, scoring));
            return closely(
                    scoring,
                    place ->
                            filter.test(place)
                                    && places.isInBusiness(place)
                                    && places.metres(place, centre) <= radius);
        }

        Ranked everywhere(double reachMetres) {
            Scoring scoring = scoringFor(reachMetres);
            begin();
            places.everywhere(place -> glance(place, scoring.metres(place), scoring));
            return closely(scoring, place -> filter.test(place) && places.isInBusiness(place));
        }

        private Scoring scoringFor(double reachMetres) {
            return new Scoring(context(settings, moment), taste, wish.position(), reachMetres);
        }

        private void begin() {
            glanced.clear();
            matching = 0;
        }

        /** The filter costs more than the rough score: once enough match, only the best need it. */
        private void glance(int place, double metres, Scoring scoring) {
            double rough = scoring.rough(place, metres);
            boolean enough = matching > MOST_GLANCED_AT;
            if ((!enough || glanced.mayTake(rough)) && filter.test(place)) {
                matching++;
                glanced.offer(place, rough);
            }
        }

        private Ranked closely(Scoring scoring, IntPredicate matches) {
            BestPlaces best = new BestPlaces(MOST_ORDERED, places::lot);
            if (matching <= MOST_GLANCED_AT) {
                for (int place : glanced.places()) {
                    best.offer(place, scoring.score(place));
                }
            } else {
                for (int place : withFurtherSources(scoring, matches)) {
                    best.offer(place, scoring.score(place));
                }
            }
            return new Ranked(portion.varied(best.ranking(), places, settings), scoring);
        }

        /** Where a glance cannot take in everything, what a glance does not show is added. */
        private int[] withFurtherSources(Scoring scoring, IntPredicate matches) {
            IntOpenHashSet candidates = new IntOpenHashSet(glanced.places());
            IntPredicate wanted = matches.and(place -> !candidates.contains(place));
            BestPlaces linked = new BestPlaces(MOST_LINKED, places::lot);
            scoring.eachLinked((place, score) -> {
                if (score > 0 && wanted.test(place)) {
                    linked.offer(place, score);
                }
            });
            BestPlaces rising = new BestPlaces(MOST_RISING, places::lot);
            popularity.rising(
                    Window.WEEK,
                    moment.at(),
                    (place, rise) -> {
                        if (wanted.test(place)) {
                            rising.offer(place, rise);
                        }
                    });
            taste.followed().keySet().intStream().filter(wanted).forEach(candidates::add);
            if (wish.position() == null) {
                addAroundAnchors(scoring.anchors(), candidates, matches);
            }
            addAll(candidates, linked.places());
            addAll(candidates, rising.places());
            return candidates.toIntArray();
        }

        private void addAroundAnchors(
                List<Vicinity> anchors, IntOpenHashSet candidates, IntPredicate matches) {
            for (Vicinity anchor : anchors) {
                BestPlaces near = new BestPlaces(MOST_LINKED / 2, places::lot);
                places.within(
                        anchor,
                        ANCHOR_RADIUS_METRES,
                        (place, metres) -> {
                            if (matches.test(place)) {
                                near.offer(place, -metres);
                            }
                        });
                addAll(candidates, near.places());
            }
        }

        private static void addAll(IntOpenHashSet candidates, int[] more) {
            for (int place : more) {
                candidates.add(place);
            }
        }
    }

    /**
     * A part of a list.
     *
     * @param count how many places it takes; a ranking has more where more match, wherever they are
     * @param skipped what earlier parts have shown; null where there were none
     * @param after the run that they ended with
     */
    record Portion(int count, @Nullable IntPredicate skipped, Diversity.Run after) {

        /** The first of a list. */
        static Portion first(int count) {
            return new Portion(count, null, Diversity.Run.NONE);
        }

        private IntPredicate without(IntPredicate filter) {
            return skipped == null ? filter : filter.and(skipped.negate());
        }

        /** Without long runs of a category, within the portion and across its beginning. */
        Ranking varied(Ranking ranking, PlaceIndex places, Settings settings) {
            return Diversity.arranged(ranking, places, settings.mostInARow(), after);
        }
    }

    /** A ranking and the scoring that made it, to ask for reasons. */
    record Ranked(Ranking ranking, Scoring scoring) {}

    private record Standing(Model model, Settings settings) {}
}

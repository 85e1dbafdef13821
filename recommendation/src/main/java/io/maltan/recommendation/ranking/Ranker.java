package io.maltan.recommendation.ranking;

import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.profile.Taste;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongHeapPriorityQueue;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.springframework.stereotype.Component;

/** Finds candidates, scores them, and puts them in order. Touches memory alone. */
@Component
final class Ranker {

    /** Radii in metres that are tried where none is asked for. */
    private static final double[] WIDENING = {2_000, 5_000, 12_000, 30_000, 80_000};

    private static final int ENOUGH = 40;
    private static final int MOST_CLOSELY = 4_000;
    private static final int MOST_ORDERED = 1_000;
    private static final double REACHES_IN_RADIUS = 3;

    private final PlaceIndex places;
    private final Popularity popularity;
    private final Models models;
    private final RankingProperties weights;
    private final Newcomers newcomers;

    Ranker(
            PlaceIndex places,
            Popularity popularity,
            Models models,
            RankingProperties weights,
            Newcomers newcomers) {
        this.places = places;
        this.popularity = popularity;
        this.models = models;
        this.weights = weights;
        this.newcomers = newcomers;
    }

    /** Ranks what matches a wish and is not to be skipped. */
    Ranked rank(Wish wish, Taste taste, Instant now, IntPredicate skipped) {
        IntPredicate filter = new Filter(places, wish, taste.removed(), now).and(skipped.negate());
        Candidates candidates = candidates(wish, filter);
        double reach =
                Math.max(weights.reachMetres(), candidates.radiusMetres() / REACHES_IN_RADIUS);
        Scoring scoring = scoring(wish, taste, now, reach);
        return new Ranked(order(candidates.places(), scoring), scoring);
    }

    /** Ranks places wherever they are, nearer ones preferred only within a long reach. */
    Ranked rankEverywhere(Wish wish, Taste taste, Instant now, IntPredicate skipped, double reach) {
        IntPredicate filter = new Filter(places, wish, taste.removed(), now).and(skipped.negate());
        Scoring scoring = scoring(wish, taste, now, reach);
        return new Ranked(order(everywhere(filter), scoring), scoring);
    }

    /** A scoring to ask for the parts of places that were ranked before. */
    Scoring scoring(Wish wish, Taste taste, Instant now, double reachMetres) {
        return new Scoring(context(now), taste, wish.position(), reachMetres);
    }

    private Scoring.Context context(Instant now) {
        return new Scoring.Context(
                places, popularity, models.current(), weights, now, newcomers.standOut(now));
    }

    private Candidates candidates(Wish wish, IntPredicate filter) {
        Position position = wish.position();
        if (position == null) {
            return new Candidates(everywhere(filter), 0);
        }
        Double radius = wish.radiusMetres();
        if (radius != null) {
            return new Candidates(within(position, radius, filter), radius);
        }
        return widened(position, filter);
    }

    private Candidates widened(Position position, IntPredicate filter) {
        for (double radius : WIDENING) {
            IntArrayList found = within(position, radius, filter);
            if (found.size() >= ENOUGH) {
                return new Candidates(found, radius);
            }
        }
        IntArrayList all = everywhere(filter);
        return new Candidates(all, nearest(all, position));
    }

    private double nearest(IntArrayList found, Position position) {
        return found.intStream()
                .mapToDouble(place -> places.metresFrom(place, position.lat(), position.lon()))
                .min()
                .orElse(0);
    }

    private IntArrayList within(Position position, double radius, IntPredicate filter) {
        IntArrayList found = new IntArrayList();
        places.within(
                position.lat(),
                position.lon(),
                radius,
                place -> {
                    if (filter.test(place)) {
                        found.add(place);
                    }
                });
        return found;
    }

    private IntArrayList everywhere(IntPredicate filter) {
        IntArrayList found = new IntArrayList();
        places.everywhere(place -> {
            if (filter.test(place)) {
                found.add(place);
            }
        });
        return found;
    }

    private Ranking order(IntArrayList candidates, Scoring scoring) {
        int[] closely =
                candidates.size() <= MOST_CLOSELY
                        ? candidates.toIntArray()
                        : best(
                                candidates.elements(),
                                candidates.size(),
                                MOST_CLOSELY,
                                scoring::rough);
        long[] ordered = sorted(closely, scoring::score);
        int size = Math.min(MOST_ORDERED, ordered.length);
        int[] order = new int[size];
        float[] scores = new float[size];
        for (int i = 0; i < size; i++) {
            order[i] = placeOf(ordered[ordered.length - 1 - i]);
            scores[i] = scoreOf(ordered[ordered.length - 1 - i]);
        }
        Ranking ranking = new Ranking(order, scores, candidates.size() > size);
        return Diversity.arranged(ranking, places::category, weights.mostInARow());
    }

    private static long[] sorted(int[] places, IntToDoubleFunction score) {
        long[] sorted = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            sorted[i] = packed(score.applyAsDouble(places[i]), places[i]);
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static int[] best(int[] places, int size, int count, IntToDoubleFunction score) {
        LongHeapPriorityQueue kept = new LongHeapPriorityQueue(count + 1);
        for (int i = 0; i < size; i++) {
            long packed = packed(score.applyAsDouble(places[i]), places[i]);
            if (kept.size() < count) {
                kept.enqueue(packed);
            } else if (packed > kept.firstLong()) {
                kept.dequeueLong();
                kept.enqueue(packed);
            }
        }
        int[] best = new int[kept.size()];
        for (int i = 0; i < best.length; i++) {
            best[i] = placeOf(kept.dequeueLong());
        }
        return best;
    }

    /** Orders as the scores do, which are positive, and equal ones by the earlier place. */
    private static long packed(double score, int place) {
        return (long) Float.floatToIntBits((float) score) << 32 | (~place & 0xffffffffL);
    }

    private static int placeOf(long packed) {
        return ~(int) packed;
    }

    private static float scoreOf(long packed) {
        return Float.intBitsToFloat((int) (packed >>> 32));
    }

    private record Candidates(IntArrayList places, double radiusMetres) {}

    /** A ranking and the scoring that made it, to ask for reasons. */
    record Ranked(Ranking ranking, Scoring scoring) {}
}

package io.maltan.recommendation.ranking;

import io.maltan.recommendation.place.PlaceIndex;
import it.unimi.dsi.fastutil.HashCommon;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets a new place in now and then, to find out how it is taken: one in so many, never among the
 * first few, and only where its score is not much lower than that of what it stands before. Which
 * ones it is stays the same for a person and a day, so that lists do not flicker.
 */
final class Exploration {

    private static final int LOOK_AHEAD = 200;
    private static final int FIRST_FEW = 3;

    private final PlaceIndex places;
    private final Settings settings;
    private final long newSince;
    private final long seed;
    private double cost;

    Exploration(
            PlaceIndex places,
            Settings settings,
            @Nullable UUID person,
            Instant now,
            long newSince) {
        this.places = places;
        this.settings = settings;
        this.newSince = newSince;
        long day = now.truncatedTo(ChronoUnit.DAYS).getEpochSecond();
        this.seed = HashCommon.mix(day + (person == null ? 0 : person.hashCode()));
    }

    /** How much score the latest arrangement gave up. */
    double cost() {
        return cost;
    }

    Ranking arranged(Ranking ranking) {
        cost = 0;
        int every = settings.exploreEvery();
        if (every <= 0) {
            return ranking;
        }
        int[] order = ranking.places();
        float[] scores = ranking.scores();
        int first = FIRST_FEW + (int) Math.floorMod(seed, (long) every);
        for (int at = first; at < order.length; at += every) {
            int from = chosen(order, scores, at);
            if (from > at) {
                cost += scores[at] - scores[from];
                Diversity.moveUp(order, scores, at, from);
            }
        }
        return new Ranking(order, scores);
    }

    private int chosen(int[] order, float[] scores, int at) {
        int chosen = at;
        long highest = Long.MIN_VALUE;
        int end = Math.min(order.length, at + LOOK_AHEAD);
        for (int from = at; from < end; from++) {
            boolean near = scores[at] - scores[from] <= settings.exploreCost();
            if (near && places.createdSecond(order[from]) > newSince) {
                long lot = HashCommon.mix(seed ^ HashCommon.mix((long) places.lot(order[from])));
                if (lot > highest) {
                    highest = lot;
                    chosen = from;
                }
            }
        }
        return chosen;
    }
}

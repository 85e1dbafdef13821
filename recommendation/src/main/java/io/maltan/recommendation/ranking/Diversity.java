package io.maltan.recommendation.ranking;

import java.util.function.IntUnaryOperator;

/** Keeps a ranking from showing too many of the same category in a row. */
final class Diversity {

    /** How far down to look for another category before the same one is let through. */
    private static final int LOOK_AHEAD = 60;

    private Diversity() {}

    /** Moves places up so that at most so many of a category follow one another. */
    static Ranking arranged(Ranking ranking, IntUnaryOperator category, int mostInARow) {
        int[] places = ranking.places();
        float[] scores = ranking.scores();
        int run = 0;
        for (int at = 0; at < places.length; at++) {
            if (at > 0 && run >= mostInARow) {
                int tired = category.applyAsInt(places[at - 1]);
                moveUp(places, scores, at, firstOther(places, at, tired, category));
            }
            boolean same =
                    at > 0
                            && category.applyAsInt(places[at])
                                    == category.applyAsInt(places[at - 1]);
            run = same ? run + 1 : 1;
        }
        return new Ranking(places, scores, ranking.hasMore());
    }

    private static int firstOther(int[] places, int from, int tired, IntUnaryOperator category) {
        for (int at = from; at < Math.min(places.length, from + LOOK_AHEAD); at++) {
            if (category.applyAsInt(places[at]) != tired) {
                return at;
            }
        }
        return from;
    }

    static void moveUp(int[] places, float[] scores, int to, int from) {
        int place = places[from];
        float score = scores[from];
        System.arraycopy(places, to, places, to + 1, from - to);
        System.arraycopy(scores, to, scores, to + 1, from - to);
        places[to] = place;
        scores[to] = score;
    }
}

package io.maltan.recommendation.ranking;

import java.util.function.IntUnaryOperator;

/** Keeps a ranking from showing too many of the same category in a row. */
final class Diversity {

    private static final int NONE = -1;

    private Diversity() {}

    /**
     * Moves places up so that at most so many of a category follow one another, as long as there is
     * any other.
     *
     * @param before the run that the ranking goes on from
     */
    static Ranking arranged(
            Ranking ranking, IntUnaryOperator category, int mostInARow, Run before) {
        int[] places = ranking.places();
        float[] scores = ranking.scores();
        Run run = before;
        for (int at = 0; at < places.length; at++) {
            if (run.length() >= mostInARow) {
                int other = firstOther(places, at, run.category(), category);
                if (other == NONE) {
                    break;
                }
                moveUp(places, scores, at, other);
            }
            run = run.then(category.applyAsInt(places[at]));
        }
        return new Ranking(places, scores);
    }

    /** How many places of the same category a list has come to show in a row. */
    record Run(int category, int length) {

        /** Before anything was shown. */
        static final Run NONE = new Run(-1, 0);

        Run then(int next) {
            return new Run(next, next == category ? length + 1 : 1);
        }
    }

    private static int firstOther(int[] places, int from, int tired, IntUnaryOperator category) {
        for (int at = from; at < places.length; at++) {
            if (category.applyAsInt(places[at]) != tired) {
                return at;
            }
        }
        return NONE;
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

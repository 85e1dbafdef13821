package io.maltan.recommendation.ranking;

import io.maltan.recommendation.place.Categories;
import io.maltan.recommendation.place.PlaceIndex;
import java.util.function.IntPredicate;

/**
 * Keeps a ranking from showing too many of the same in a row: of a category, and of categories that
 * are alike, as places for coffee and for tea are.
 */
final class Diversity {

    private static final int NONE = -1;

    /** How many times as many of like categories may follow one another as of one. */
    private static final int OF_LIKE = 3;

    private Diversity() {}

    /**
     * Moves places up so that at most so many of a category follow one another, and three times as
     * many of like ones, as long as there is any other.
     *
     * @param before the run that the ranking goes on from
     */
    static Ranking arranged(Ranking ranking, PlaceIndex index, int mostInARow, Run before) {
        int[] places = ranking.places();
        float[] scores = ranking.scores();
        Categories categories = index.categories();
        boolean hasUnlike = true;
        Run run = before;
        for (int at = 0; at < places.length; at++) {
            Run now = run;
            IntPredicate same = place -> now.isTiredOf(index.category(place), mostInARow);
            IntPredicate like =
                    place -> now.isTiredOfLike(index.category(place), mostInARow, categories);
            int next = hasUnlike ? firstNot(same.or(like), places, at) : NONE;
            if (next == NONE) {
                // What is left is all of a kind, and stays so.
                hasUnlike = false;
                next = firstNot(same, places, at);
            }
            if (next == NONE) {
                break;
            }
            moveUp(places, scores, at, next);
            run = run.then(index.category(places[at]), categories);
        }
        return new Ranking(places, scores);
    }

    /**
     * How many places of a category, and of it and those like it, a list has come to show in a row.
     */
    record Run(int category, int length, int lengthOfLike) {

        /** Before anything was shown. */
        static final Run NONE = new Run(Diversity.NONE, 0, 0);

        Run then(int next, Categories categories) {
            return new Run(
                    next,
                    next == category ? length + 1 : 1,
                    isLike(next, categories) ? lengthOfLike + 1 : 1);
        }

        private boolean isTiredOf(int next, int most) {
            return length >= most && next == category;
        }

        private boolean isTiredOfLike(int next, int most, Categories categories) {
            return lengthOfLike >= OF_LIKE * most && isLike(next, categories);
        }

        private boolean isLike(int next, Categories categories) {
            return category != Diversity.NONE && categories.areAlike(category, next);
        }
    }

    private static int firstNot(IntPredicate tired, int[] places, int from) {
        for (int at = from; at < places.length; at++) {
            if (!tired.test(places[at])) {
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

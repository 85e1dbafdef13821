package io.maltan.recommendation.ranking;

/** Places in order, and how good each is. */
final class Ranking {

    private final int[] places;
    private final float[] scores;
    private final boolean more;

    /**
     * Takes the arrays over.
     *
     * @param places their numbers, the best first
     * @param scores of the same places
     * @param more whether there are further places that match
     */
    Ranking(int[] places, float[] scores, boolean more) {
        this.places = places;
        this.scores = scores;
        this.more = more;
    }

    int size() {
        return places.length;
    }

    int place(int at) {
        return places[at];
    }

    float score(int at) {
        return scores[at];
    }

    boolean hasMore() {
        return more;
    }

    int[] places() {
        return places.clone();
    }

    float[] scores() {
        return scores.clone();
    }
}

package io.maltan.recommendation.ranking;

/** Places in order, and how good each is. */
final class Ranking {

    private final int[] places;
    private final float[] scores;

    /**
     * Takes the arrays over.
     *
     * @param places their numbers, the best first
     * @param scores of the same places
     */
    Ranking(int[] places, float[] scores) {
        this.places = places;
        this.scores = scores;
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

    int[] places() {
        return places.clone();
    }

    float[] scores() {
        return scores.clone();
    }
}

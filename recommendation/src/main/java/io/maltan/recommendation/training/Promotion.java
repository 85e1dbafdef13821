package io.maltan.recommendation.training;

import java.util.Locale;

/**
 * Whether a new model goes into service, and why. It has to be as good there, on what is new to
 * both, as the one in service, and better if its method is a lesser one. Where that cannot be told,
 * it goes live if its method is not a lesser one: it knows of more.
 *
 * @param verdict for administrators
 */
record Promotion(boolean isLive, String verdict) {

    /** Where nothing is in service. */
    static Promotion first() {
        return new Promotion(true, "live: none was in service");
    }

    /** Where nothing is new to both, or too little. */
    static Promotion unjudged(boolean isLesser) {
        return isLesser
                ? new Promotion(
                        false,
                        "not live: nothing fair to compare with, and the one in service is of a"
                                + " better method")
                : new Promotion(true, "live: nothing fair to compare with, and it knows of more");
    }

    /**
     * By what both did on the same people.
     *
     * @param isLesser whether its method is known to do worse with everything that is known
     */
    static Promotion judged(Trial.Outcome own, Trial.Outcome present, boolean isLesser) {
        double ahead = own.ahead(present);
        boolean isLive = isLesser ? ahead > 0 : ahead >= 0;
        return new Promotion(
                isLive,
                String.format(
                        Locale.ROOT,
                        "%s: Recall@20 %.4f, the one in service %.4f",
                        isLive ? "live" : "not live",
                        own.measure().recall(),
                        present.measure().recall()));
    }
}

package io.maltan.recommendation.ranking;

/**
 * What recommendations rest on: the caller's own history ({@code personal}), only what they said
 * that they prefer ({@code similar}), only what others do ({@code trending}), or the map alone
 * ({@code nearby}).
 */
final class Levels {

    private static final double FAINTEST = 0.02;

    private boolean personal;
    private boolean similar;
    private boolean trending;

    /** Takes the parts of the place that was scored last. */
    void note(Scoring scoring) {
        for (Part part : Part.values()) {
            if (Math.abs(scoring.part(part)) >= FAINTEST) {
                personal |= part.isOwnHistory();
                similar |= part.isOwnPreference();
                trending |= part.isOfTheCrowd();
            }
        }
    }

    String level() {
        if (personal) {
            return "personal";
        }
        if (similar) {
            return "similar";
        }
        return trending ? "trending" : "nearby";
    }
}

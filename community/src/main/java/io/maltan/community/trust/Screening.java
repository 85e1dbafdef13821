package io.maltan.community.trust;

import org.jspecify.annotations.Nullable;

/**
 * What the rules make of a text.
 *
 * @param word the watched word that is in it, for moderators
 */
public record Screening(Outcome outcome, @Nullable String word) {

    static final Screening FINE = new Screening(Outcome.FINE, null);

    /** Whether a moderator has to see it before others do. */
    public boolean isHeld() {
        return outcome == Outcome.HOLD;
    }

    public boolean isFine() {
        return outcome == Outcome.FINE;
    }

    /** From harmless to worst. */
    public enum Outcome {
        FINE,
        /** Shown, and put into the moderators' queue. */
        FLAG,
        /** Hidden until a moderator dismisses the case. */
        HOLD,
        REJECT
    }
}

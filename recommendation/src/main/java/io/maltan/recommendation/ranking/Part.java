package io.maltan.recommendation.ranking;

import java.util.Locale;

/**
 * The features that a score is the sum of, each times its weight. All are between -1 and 1 unless
 * said otherwise.
 */
enum Part {
    /** Whether the people who come to the places of one's history come here; signed root. */
    TOGETHER(0, 3.0, Basis.OWN_HISTORY),
    /** How one likes the category, or those next to it. */
    KIND(1, 1.0, Basis.OWN_HISTORY),
    /** Telling words that the name shares with places that one likes. */
    WORDS(2, 1.1, Basis.OWN_HISTORY),
    /** How near it is to where one goes; only where no position is told. */
    YOUR_AREA(3, 0.8, Basis.OWN_HISTORY),
    /** 1 in a category that one named, less where no position is told. */
    PREFERRED_CATEGORY(4, 0.2, Basis.OWN_PREFERENCE),
    /** 1 in a region that one named, else less the farther it is; near a position only the one. */
    PREFERRED_REGION(5, 0.5, Basis.OWN_PREFERENCE),
    /** How many of the people whom one follows spoke well of it in public, saturating. */
    FOLLOWED(6, 0.6, Basis.OWN_PREFERENCE),
    /** How many people come: its logarithm, 1 from fifty times as many as usual. */
    POPULAR(7, 0.8, Basis.CROWD),
    /** The average of the reviews above the middling one, less the fewer they are. */
    RATED(8, 0.4, Basis.CROWD),
    /** How far above its own past it is this week, saturating. */
    RISING(9, 0.4, Basis.CROWD),
    /** Whether it is the hour for its category. */
    TIMELY(10, 0.3, Basis.CROWD),
    /** Minus the distance in reaches; beyond ten of them, its logarithm. */
    NEAR(11, 1.0, Basis.MAP),
    /** 1 where it is known to be open. */
    OPEN(12, 0.13, Basis.MAP),
    /** 1 where it is new and few are. */
    FRESH(13, 0.13, Basis.MAP),
    /** The same for every place, so that one of which nothing is known can still be found. */
    DISCOVERY(14, 0.01, Basis.MAP),
    /** -1 where it is known to be closed. */
    CLOSED(15, 0.5, Basis.AGAINST),
    /** -1 where one has been. */
    KNOWN(16, 0.7, Basis.AGAINST),
    /** -1 for what people need rather than discover, unless they show a liking for it. */
    ERRAND(17, 0.9, Basis.AGAINST),
    /** Minus the logarithm of how often it was shown lately. */
    SHOWN(18, 1.0, Basis.AGAINST);

    private static final int COUNT = values().length;

    private final int slot;
    private final double usualWeight;
    private final Basis basis;
    private final String setting = camelCase(name());

    Part(int slot, double usualWeight, Basis basis) {
        this.slot = slot;
        this.usualWeight = usualWeight;
        this.basis = basis;
    }

    static int count() {
        return COUNT;
    }

    /** {@code YOUR_AREA} is {@code yourArea}. */
    private static String camelCase(String constant) {
        StringBuilder camel = new StringBuilder();
        boolean begins = false;
        for (char letter : constant.toLowerCase(Locale.ROOT).toCharArray()) {
            if (letter != '_') {
                camel.append(begins ? Character.toUpperCase(letter) : letter);
            }
            begins = letter == '_';
        }
        return camel.toString();
    }

    /** Its index in an array of all. */
    int slot() {
        return slot;
    }

    /** What it counts where nobody sets anything and nothing was learned. */
    double usualWeight() {
        return usualWeight;
    }

    /** What settings and models call its weight. */
    String setting() {
        return setting;
    }

    /**
     * Whether its weight can be learned from what people chose. Not where it is only known as it is
     * now, which what they chose has a part in (preferences too: who always goes to museums names
     * them), nor where it is there to show something else.
     */
    boolean isLearned() {
        return switch (this) {
            case PREFERRED_CATEGORY,
                    PREFERRED_REGION,
                    FOLLOWED,
                    RATED,
                    FRESH,
                    DISCOVERY,
                    KNOWN,
                    SHOWN ->
                    false;
            default -> true;
        };
    }

    boolean isOwnHistory() {
        return basis == Basis.OWN_HISTORY;
    }

    boolean isOwnPreference() {
        return basis == Basis.OWN_PREFERENCE;
    }

    boolean isOfTheCrowd() {
        return basis == Basis.CROWD;
    }

    boolean isAgainst() {
        return basis == Basis.AGAINST;
    }

    private enum Basis {
        OWN_HISTORY,
        OWN_PREFERENCE,
        CROWD,
        MAP,
        AGAINST
    }
}

package io.maltan.recommendation.ranking;

/** What a score is the sum of. */
enum Part {
    TOGETHER(0),
    KIND(1),
    WORDS(2),
    PREFERRED_CATEGORY(3),
    PREFERRED_REGION(4),
    POPULAR(5),
    RATED(6),
    RISING(7),
    NEAR(8),
    OPEN(9),
    FRESH(10),
    /** The same for every place, so that one of which nothing is known can still be found. */
    DISCOVERY(11);

    private final int slot;

    Part(int slot) {
        this.slot = slot;
    }

    /** Its index in an array of all. */
    int slot() {
        return slot;
    }

    boolean isOwnHistory() {
        return this == TOGETHER || this == KIND || this == WORDS;
    }

    boolean isOwnPreference() {
        return this == PREFERRED_CATEGORY || this == PREFERRED_REGION;
    }

    boolean isOfTheCrowd() {
        return this == POPULAR || this == RISING || this == RATED;
    }
}

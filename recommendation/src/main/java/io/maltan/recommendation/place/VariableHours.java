package io.maltan.recommendation.place;

/**
 * Hours of which weeks differ: by season, holidays, the sun or a date. {@link DailyOpenings} says
 * what they come to.
 *
 * @param text in OpenStreetMap's syntax, and readable
 * @param followsTheSun whether they depend on where the place lies
 */
record VariableHours(String text, boolean followsTheSun) implements Hours {

    static final int BYTES_BESIDE_THE_TEXT = 128;

    /** What they take on the heap at most, with their number among {@link Codes}. */
    long bytes() {
        return BYTES_BESIDE_THE_TEXT + 2L * text.length();
    }
}

package io.maltan.recommendation.place;

/** Whether a place is open at a moment, as far as its hours tell. */
public enum Openness {
    OPEN,
    CLOSED,
    UNKNOWN
}

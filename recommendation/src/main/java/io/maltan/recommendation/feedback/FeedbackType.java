package io.maltan.recommendation.feedback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person did with a place, and how much it says about their taste. */
public enum FeedbackType {
    /** Was shown it: says nothing of taste, but cools it. */
    IMPRESSION(0),
    CLICK(0.2),
    LIKE(1),
    /** Removes the place, and what is like it loses. */
    DISLIKE(-1),
    /** Removes the place alone. */
    NOT_INTERESTED(0),
    BOOKMARK(0.8),
    VISIT(0.9),
    SHARE(0.9),
    /** One to five: weighs from -1 to 1. */
    RATING(0);

    private final double weight;

    FeedbackType(double weight) {
        this.weight = weight;
    }

    /** Its name in JSON and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FeedbackType> ofCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
    }

    double weight() {
        return weight;
    }

    /** Whether it says outright what the person thinks, so that a later one replaces it. */
    public boolean isVerdict() {
        return this == LIKE || this == DISLIKE || this == NOT_INTERESTED || this == RATING;
    }

    /** Whether it takes the place out of the person's recommendations. */
    public boolean removesPlace() {
        return this == DISLIKE || this == NOT_INTERESTED;
    }

    /** Whether it means that the person came, or means to come. */
    public boolean isInteraction() {
        return this == LIKE || this == BOOKMARK || this == VISIT || this == SHARE || this == RATING;
    }
}

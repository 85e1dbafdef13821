package io.maltan.recommendation.popularity;

/** Over how long a rise is looked for. */
public enum Window {
    DAY(1),
    WEEK(7);

    private final double halfLifeDays;

    Window(double halfLifeDays) {
        this.halfLifeDays = halfLifeDays;
    }

    double halfLifeDays() {
        return halfLifeDays;
    }
}

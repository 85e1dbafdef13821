package io.maltan.recommendation.popularity;

import java.time.Duration;

/** Over how long a rise is looked for. */
public enum Window {
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7));

    private final Duration halfLife;

    Window(Duration halfLife) {
        this.halfLife = halfLife;
    }

    double halfLifeSeconds() {
        return halfLife.toSeconds();
    }
}

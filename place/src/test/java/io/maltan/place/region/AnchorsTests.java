package io.maltan.place.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.geography.Coordinates;
import io.maltan.place.region.Anchors.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnchorsTests {

    private static final int POSITIONS = 20_000;

    private final Random random = new Random(4);

    @Test
    void theNearestOfAllIsFoundByLookingAtFew() {
        List<Anchor> points = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            points.add(new Anchor(somewhere(), "point-" + i));
        }
        Anchors anchors = new Anchors(points);

        for (int i = 0; i < POSITIONS; i++) {
            Coordinates position = somewhere();
            Anchor nearest = nearest(points, position);
            boolean near = nearest.position().metresTo(position) <= 40_000;
            assertThat(anchors.at(position).orElse("none"))
                    .isEqualTo(near ? nearest.code() : "none");
        }
    }

    @Test
    void cornersOfTheCountryHaveCells() {
        Anchors anchors = new Anchors(List.of(new Anchor(new Coordinates(38.6, 131.9), "corner")));

        assertThat(anchors.at(new Coordinates(38.65, 132.0))).contains("corner");
        assertThat(anchors.at(new Coordinates(33.0, 124.5))).isEmpty();
        assertThat(anchors.at(new Coordinates(38.66, 132.0))).isEmpty();
    }

    private Coordinates somewhere() {
        return new Coordinates(33 + random.nextDouble() * 5.65, 124.5 + random.nextDouble() * 7.5);
    }

    private static Anchor nearest(List<Anchor> points, Coordinates position) {
        double narrowing = Math.cos(Math.toRadians(position.lat()));
        return points.stream()
                .min(
                        Comparator.comparingDouble(point ->
                                Math.hypot(
                                        point.position().lat() - position.lat(),
                                        (point.position().lon() - position.lon()) * narrowing)))
                .orElseThrow();
    }
}

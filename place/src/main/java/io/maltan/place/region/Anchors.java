package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import java.util.List;
import java.util.Optional;

/** Takes a position to lie in the region of the nearest of some known points. */
final class Anchors implements Locator {

    private static final double FARTHEST_METRES = 40_000;
    private static final double SOUTH = 33.0;
    private static final double NORTH = 38.65;
    private static final double WEST = 124.5;
    private static final double EAST = 132.0;

    private final List<Anchor> anchors;

    /** A point of which it is known what region it lies in. */
    record Anchor(Coordinates position, String code) {}

    Anchors(List<Anchor> anchors) {
        this.anchors = List.copyOf(anchors);
    }

    @Override
    public Optional<String> at(Coordinates position) {
        if (!isAboutKorea(position)) {
            return Optional.empty();
        }
        double narrowing = Math.cos(Math.toRadians(position.lat()));
        Anchor nearest = anchors.getFirst();
        double least = Double.MAX_VALUE;
        for (Anchor anchor : anchors) {
            double north = anchor.position().lat() - position.lat();
            double east = (anchor.position().lon() - position.lon()) * narrowing;
            double square = north * north + east * east;
            if (square < least) {
                nearest = anchor;
                least = square;
            }
        }
        return nearest.position().metresTo(position) <= FARTHEST_METRES
                ? Optional.of(nearest.code())
                : Optional.empty();
    }

    private static boolean isAboutKorea(Coordinates position) {
        return position.lat() >= SOUTH
                && position.lat() <= NORTH
                && position.lon() >= WEST
                && position.lon() <= EAST;
    }
}

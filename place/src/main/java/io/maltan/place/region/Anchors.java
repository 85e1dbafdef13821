package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Takes a position to lie in the region of the nearest of some known points. */
final class Anchors implements Locator {

    private static final double FARTHEST_METRES = 40_000;
    private static final double SOUTH = 33.0;
    private static final double NORTH = 38.65;
    private static final double WEST = 124.5;
    private static final double EAST = 132.0;
    private static final double CELL = 0.1;
    private static final int COLUMNS = (int) Math.ceil((EAST - WEST) / CELL) + 1;
    private static final int ROWS = (int) Math.ceil((NORTH - SOUTH) / CELL) + 1;

    private final List<Anchor> anchors;

    /** For each cell of a grid those points that may be nearest, once somebody has asked there. */
    private final AtomicReferenceArray<Anchor[]> candidates =
            new AtomicReferenceArray<>(ROWS * COLUMNS);

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
        Anchor nearest = nearest(position);
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

    private Anchor nearest(Coordinates position) {
        double narrowing = narrowing(position.lat());
        Anchor nearest = anchors.getFirst();
        double least = Double.MAX_VALUE;
        for (Anchor anchor : candidatesAt(position)) {
            double square =
                    square(
                            anchor.position().lat() - position.lat(),
                            (anchor.position().lon() - position.lon()) * narrowing);
            if (square < least) {
                nearest = anchor;
                least = square;
            }
        }
        return nearest;
    }

    private Anchor[] candidatesAt(Coordinates position) {
        int row = (int) ((position.lat() - SOUTH) / CELL);
        int column = (int) ((position.lon() - WEST) / CELL);
        int cell = row * COLUMNS + column;
        Anchor[] known = candidates.get(cell);
        if (known == null) {
            known = candidatesIn(SOUTH + row * CELL, WEST + column * CELL);
            candidates.set(cell, known);
        }
        return known;
    }

    /** Whatever is nearer, at its nearest, than some point is at its farthest. */
    private Anchor[] candidatesIn(double south, double west) {
        double farthest =
                anchors.stream()
                        .mapToDouble(anchor -> farthestSquare(anchor.position(), south, west))
                        .min()
                        .orElse(Double.MAX_VALUE);
        return anchors.stream()
                .filter(anchor -> nearestSquare(anchor.position(), south, west) <= farthest)
                .toArray(Anchor[]::new);
    }

    private static double farthestSquare(Coordinates point, double south, double west) {
        return square(farthest(point.lat(), south), farthest(point.lon(), west) * narrowing(south));
    }

    private static double nearestSquare(Coordinates point, double south, double west) {
        return square(
                nearest(point.lat(), south), nearest(point.lon(), west) * narrowing(south + CELL));
    }

    private static double farthest(double point, double begin) {
        return Math.max(Math.abs(point - begin), Math.abs(point - begin - CELL));
    }

    private static double nearest(double point, double begin) {
        return Math.max(0, Math.max(begin - point, point - begin - CELL));
    }

    private static double narrowing(double lat) {
        return Math.cos(Math.toRadians(lat));
    }

    private static double square(double north, double east) {
        return north * north + east * east;
    }
}

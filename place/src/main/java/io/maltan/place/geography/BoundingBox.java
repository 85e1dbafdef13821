package io.maltan.place.geography;

import io.maltan.platform.problem.Invalid;
import java.util.List;

/**
 * A box between two parallels and two meridians. Where {@code west} is greater than {@code east} it
 * crosses the antimeridian, which is one meridian by two names: a box that ends at 180 or begins at
 * -180 holds what stands at either.
 */
public record BoundingBox(double west, double south, double east, double north) {

    private static final String PARAMETER = "bbox";
    private static final double ANTIMERIDIAN = 180;

    public BoundingBox {
        if (!Coordinates.areValid(south, west)
                || !Coordinates.areValid(north, east)
                || south > north) {
            throw new IllegalArgumentException("no box");
        }
    }

    /**
     * Reads {@code w,s,e,n}.
     *
     * @throws Invalid where it is something else
     */
    public static BoundingBox parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 4) {
            throw Invalid.field(PARAMETER, "format");
        }
        try {
            return new BoundingBox(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]));
        } catch (IllegalArgumentException e) {
            throw Invalid.field(PARAMETER, "format");
        }
    }

    public boolean contains(double lat, double lon) {
        boolean between = isBetween(lon) || (Math.abs(lon) == ANTIMERIDIAN && isBetween(-lon));
        return between && lat >= south && lat <= north;
    }

    private boolean isBetween(double lon) {
        return crossesAntimeridian() ? lon >= west || lon <= east : lon >= west && lon <= east;
    }

    public boolean crossesAntimeridian() {
        return west > east;
    }

    /** The same area as one or two boxes of which none crosses the antimeridian. */
    public List<BoundingBox> parts() {
        if (crossesAntimeridian()) {
            return List.of(
                    new BoundingBox(west, south, ANTIMERIDIAN, north),
                    new BoundingBox(-ANTIMERIDIAN, south, east, north));
        }
        if (west == -ANTIMERIDIAN && east < ANTIMERIDIAN) {
            return List.of(this, new BoundingBox(ANTIMERIDIAN, south, ANTIMERIDIAN, north));
        }
        if (east == ANTIMERIDIAN && west > -ANTIMERIDIAN) {
            return List.of(this, new BoundingBox(-ANTIMERIDIAN, south, -ANTIMERIDIAN, north));
        }
        return List.of(this);
    }

    public double widthDegrees() {
        return crossesAntimeridian() ? 360 - west + east : east - west;
    }
}

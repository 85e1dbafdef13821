package io.maltan.recommendation.place;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by the cell of the earth's surface that they lie in, cells of a hundredth of a degree.
 * One thread changes it, any may read: a cell's members are replaced, never edited.
 */
final class GeoGrid {

    private static final double CELL_DEGREES = 0.01;
    private static final int COLUMNS = 36_000;
    private static final int ROWS = 18_000;

    private final ConcurrentMap<Integer, int[]> cells = new ConcurrentHashMap<>();
    private final AtomicInteger members = new AtomicInteger();

    void add(int number, double lat, double lon) {
        members.incrementAndGet();
        cells.merge(cell(row(lat), column(lon)), new int[] {number}, GeoGrid::joined);
    }

    void remove(int number, double lat, double lon) {
        members.decrementAndGet();
        cells.computeIfPresent(
                cell(row(lat), column(lon)), (cell, members) -> without(members, number));
    }

    private static int[] joined(int[] members, int[] added) {
        int[] joined = Arrays.copyOf(members, members.length + 1);
        joined[members.length] = added[0];
        return joined;
    }

    private static int @Nullable [] without(int[] members, int number) {
        int[] left = Arrays.stream(members).filter(member -> member != number).toArray();
        return left.length == 0 ? null : left;
    }

    /** Hands on the numbers of every cell that a circle touches: some lie outside of it. */
    void around(double lat, double lon, double radiusMetres, Consumer<int[]> action) {
        double latDegrees = Math.toDegrees(radiusMetres / Geodesy.EARTH_RADIUS_METRES);
        int rows = row(lat + latDegrees) - row(lat - latDegrees) + 1;
        int columns = columnsAround(lat, latDegrees);
        if ((long) rows * columns > cells.size()) {
            cells.values().forEach(action);
            return;
        }
        int firstColumn = column(lon) - columns / 2;
        for (int row = row(lat - latDegrees); row <= row(lat + latDegrees); row++) {
            for (int i = 0; i < columns; i++) {
                visit(cell(row, Math.floorMod(firstColumn + i, COLUMNS)), action);
            }
        }
    }

    /** An odd number of columns, centred, that covers the circle at its widest. */
    private static int columnsAround(double lat, double latDegrees) {
        double poleward = Math.min(90, Math.abs(lat) + latDegrees);
        double cosine = Math.cos(Math.toRadians(poleward));
        double lonDegrees = cosine < 1e-6 ? 180 : Math.min(180, latDegrees / cosine);
        int eachSide = (int) Math.ceil(lonDegrees / CELL_DEGREES) + 1;
        return Math.min(COLUMNS, 2 * eachSide + 1);
    }

    private void visit(int cell, Consumer<int[]> action) {
        int[] members = cells.get(cell);
        if (members != null) {
            action.accept(members);
        }
    }

    /** About what it holds: entries, their keys, and members. */
    long bytes() {
        return 72L * cells.size() + 4L * this.members.get();
    }

    private static int cell(int row, int column) {
        return row * COLUMNS + column;
    }

    private static int row(double lat) {
        return Math.clamp((long) Math.floor((lat + 90) / CELL_DEGREES), 0, ROWS - 1);
    }

    private static int column(double lon) {
        return Math.floorMod((int) Math.floor((lon + 180) / CELL_DEGREES), COLUMNS);
    }
}

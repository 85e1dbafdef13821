package io.maltan.recommendation.place;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by the cell of the earth's surface that they lie in, cells of a hundredth of a degree.
 * One thread changes it, any may read: to a cell's members is only added, or the cell is replaced.
 */
final class GeoGrid {

    private static final double CELL_DEGREES = 0.01;
    private static final int COLUMNS = 36_000;
    private static final int ROWS = 18_000;

    private final ConcurrentMap<Integer, Cell> cells = new ConcurrentHashMap<>();
    private final AtomicInteger members = new AtomicInteger();

    void add(int number, double lat, double lon) {
        members.incrementAndGet();
        cells.compute(
                cell(row(lat), column(lon)),
                (key, cell) -> cell == null ? new Cell(number) : cell.with(number));
    }

    void remove(int number, double lat, double lon) {
        members.decrementAndGet();
        cells.computeIfPresent(cell(row(lat), column(lon)), (key, cell) -> cell.without(number));
    }

    /** Hands on the numbers of every cell that a circle touches: some lie outside of it. */
    void around(double lat, double lon, double radiusMetres, Members action) {
        double latDegrees = Math.toDegrees(radiusMetres / Geodesy.EARTH_RADIUS_METRES);
        int rows = row(lat + latDegrees) - row(lat - latDegrees) + 1;
        int columns = columnsAround(lat, latDegrees);
        if ((long) rows * columns > cells.size()) {
            cells.values().forEach(cell -> cell.handOn(action));
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

    private void visit(int number, Members action) {
        Cell cell = cells.get(number);
        if (cell != null) {
            cell.handOn(action);
        }
    }

    /** About what it holds: entries, their keys, and members with some room. */
    long bytes() {
        return 88L * cells.size() + 9L * members.get() / 2;
    }

    /** Takes the numbers of a cell: the first so many of an array. */
    @FunctionalInterface
    interface Members {

        void accept(int[] members, int count);
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

    private static final class Cell {

        private final int[] members;
        private volatile int count;

        Cell(int number) {
            this(new int[] {number}, 1);
        }

        private Cell(int[] members, int count) {
            this.members = members;
            this.count = count;
        }

        void handOn(Members action) {
            int seen = count;
            action.accept(members, seen);
        }

        /** The count is written last: who read it before does not look at what is new. */
        Cell with(int number) {
            int next = count;
            Cell cell = next < members.length ? this : grown(next);
            cell.members[next] = number;
            cell.count = next + 1;
            return cell;
        }

        private Cell grown(int held) {
            return new Cell(Arrays.copyOf(members, held + held / 4 + 1), held);
        }

        @Nullable Cell without(int number) {
            int[] left =
                    Arrays.stream(members, 0, count).filter(member -> member != number).toArray();
            return left.length == 0 ? null : new Cell(left, left.length);
        }
    }
}

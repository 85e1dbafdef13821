package io.maltan.place.live;

import io.maltan.place.geography.BoundingBox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds among many boxes those that may hold a position, without looking at the others.
 *
 * <p>The world is divided into grids, each twice as fine as the one before. A box stands in the at
 * most four cells that it touches of the finest grid whose cells are as large as itself. So a
 * position is looked up in one cell of each grid that is in use, however many boxes there are. Not
 * safe for use by several threads.
 */
final class BoxIndex<T> {

    private static final int GRIDS = 22;
    private static final double DEGREES_AROUND = 360;
    private static final int COLUMN_BITS = 24;

    private final Map<Long, Set<T>> cells = new HashMap<>();
    private final int[] boxesIn = new int[GRIDS];

    void add(BoundingBox box, T item) {
        box.parts()
                .forEach(part -> {
                    boxesIn[gridOf(part)]++;
                    eachCell(
                            part,
                            cell ->
                                    cells.computeIfAbsent(cell, key -> new LinkedHashSet<>())
                                            .add(item));
                });
    }

    void remove(BoundingBox box, T item) {
        box.parts()
                .forEach(part -> {
                    boxesIn[gridOf(part)]--;
                    eachCell(part, cell -> remove(cell, item));
                });
    }

    private void remove(long cell, T item) {
        Set<T> items = cells.get(cell);
        if (items != null && items.remove(item) && items.isEmpty()) {
            cells.remove(cell);
        }
    }

    /** Those whose boxes are about a position; it may lie beside some of them. */
    List<T> about(double lat, double lon) {
        List<T> found = new ArrayList<>();
        for (int grid = 0; grid < GRIDS; grid++) {
            if (boxesIn[grid] > 0) {
                Set<T> items = cells.get(key(grid, column(grid, lon), row(grid, lat)));
                if (items != null) {
                    found.addAll(items);
                }
            }
        }
        return found;
    }

    private static void eachCell(BoundingBox box, Consumer<Long> use) {
        int grid = gridOf(box);
        for (long column = column(grid, box.west()); column <= column(grid, box.east()); column++) {
            for (long row = row(grid, box.south()); row <= row(grid, box.north()); row++) {
                use.accept(key(grid, column, row));
            }
        }
    }

    private static int gridOf(BoundingBox box) {
        double length = Math.max(box.east() - box.west(), box.north() - box.south());
        int grid = 0;
        while (grid < GRIDS - 1 && sizeOf(grid + 1) >= length) {
            grid++;
        }
        return grid;
    }

    private static double sizeOf(int grid) {
        return DEGREES_AROUND / (1L << grid);
    }

    private static long column(int grid, double lon) {
        return (long) Math.floor((lon + 180) / sizeOf(grid));
    }

    private static long row(int grid, double lat) {
        return (long) Math.floor((lat + 90) / sizeOf(grid));
    }

    private static long key(int grid, long column, long row) {
        return ((long) grid << (2 * COLUMN_BITS)) | (column << COLUMN_BITS) | row;
    }
}

package io.maltan.recommendation.situated;

import io.maltan.recommendation.place.Geodesy;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;

/** Where places are and of which category, with a grid to find those around a position. */
public final class Town {

    private static final double CELL_DEGREES = 0.02;
    private static final double KILOMETRES_A_DEGREE = 111.2;
    private static final double METRES = 1_000;
    private static final double LEAST_COSINE = 0.01;

    private final double[] lat;
    private final double[] lon;
    private final int[] category;
    private final int categories;
    private final Long2ObjectOpenHashMap<IntArrayList> cells = new Long2ObjectOpenHashMap<>();

    /**
     * Places by number.
     *
     * @param lat NaN where it is not known
     * @param category numbers below the count of categories
     */
    public Town(double[] lat, double[] lon, int[] category, int categories) {
        this.lat = lat.clone();
        this.lon = lon.clone();
        this.category = category.clone();
        this.categories = categories;
        for (int place = 0; place < lat.length; place++) {
            if (isLocated(place)) {
                cells.computeIfAbsent(
                                cell(row(lat[place]), column(lon[place])),
                                key -> new IntArrayList())
                        .add(place);
            }
        }
    }

    private static int row(double lat) {
        return (int) Math.floor(lat / CELL_DEGREES);
    }

    private static int column(double lon) {
        return (int) Math.floor(lon / CELL_DEGREES);
    }

    private static long cell(int row, int column) {
        return ((long) row << 32) | (column & 0xffffffffL);
    }

    public int places() {
        return lat.length;
    }

    public boolean isLocated(int place) {
        return !Double.isNaN(lat[place]);
    }

    public double lat(int place) {
        return lat[place];
    }

    public double lon(int place) {
        return lon[place];
    }

    public int category(int place) {
        return category[place];
    }

    int categories() {
        return categories;
    }

    /** The distance of a place from a position, in kilometres. */
    public double kilometres(int place, double fromLat, double fromLon) {
        return Geodesy.metres(fromLat, fromLon, lat[place], lon[place]) / METRES;
    }

    /** The places around a position. */
    public IntArrayList within(double fromLat, double fromLon, double kilometres) {
        double highest = Math.min(90, Math.abs(fromLat) + kilometres / KILOMETRES_A_DEGREE);
        double cosine = Math.max(LEAST_COSINE, Math.cos(Math.toRadians(highest)));
        int rows = (int) Math.ceil(kilometres / KILOMETRES_A_DEGREE / CELL_DEGREES);
        int columns = (int) Math.ceil(kilometres / KILOMETRES_A_DEGREE / CELL_DEGREES / cosine);
        IntArrayList found = new IntArrayList();
        for (int row = row(fromLat) - rows; row <= row(fromLat) + rows; row++) {
            for (int column = column(fromLon) - columns;
                    column <= column(fromLon) + columns;
                    column++) {
                addWithin(row, column, fromLat, fromLon, kilometres, found);
            }
        }
        return found;
    }

    private void addWithin(
            int row,
            int column,
            double fromLat,
            double fromLon,
            double kilometres,
            IntArrayList found) {
        int around = (int) Math.round(360 / CELL_DEGREES);
        int wrapped = Math.floorMod(column + around / 2, around) - around / 2;
        IntArrayList here = cells.get(cell(row, wrapped));
        if (here != null) {
            for (int place : here.toIntArray()) {
                if (kilometres(place, fromLat, fromLon) <= kilometres) {
                    found.add(place);
                }
            }
        }
    }
}

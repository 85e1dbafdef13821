package io.maltan.recommendation.situated;

import io.maltan.recommendation.model.ItemModel;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.Arrays;

/** A person as their history tells: where they go, and to what. */
public final class Regular {

    private static final double PRIOR = 3;

    private final IntOpenHashSet known;
    private final ItemModel.Fold together;
    private final double[] distinctOfCategory;
    private final double[] visitsOfCategory;
    private final double[] lat;
    private final double[] lon;
    private final float[] weight;
    private final int visits;
    private final Habits habits;

    Regular(Habits habits, IntOpenHashSet known, int[] visited) {
        this.habits = habits;
        this.known = known;
        this.visits = visited.length;
        int[] distinct = known.toIntArray();
        Arrays.sort(distinct);
        float[] ones = new float[distinct.length];
        Arrays.fill(ones, 1);
        this.together = habits.graph().fold(distinct, ones);
        Town town = habits.town();
        this.distinctOfCategory = new double[town.categories()];
        this.visitsOfCategory = new double[town.categories()];
        Int2IntOpenHashMap times = new Int2IntOpenHashMap();
        for (int place : visited) {
            visitsOfCategory[town.category(place)]++;
            times.addTo(place, 1);
        }
        int[] located = Arrays.stream(distinct).filter(town::isLocated).toArray();
        this.lat = Arrays.stream(located).mapToDouble(town::lat).toArray();
        this.lon = Arrays.stream(located).mapToDouble(town::lon).toArray();
        this.weight = new float[located.length];
        for (int at = 0; at < located.length; at++) {
            weight[at] = (float) Math.log1p(times.get(located[at]));
        }
        for (int place : distinct) {
            distinctOfCategory[town.category(place)]++;
        }
    }

    public boolean knows(int place) {
        return known.contains(place);
    }

    public double together(int place) {
        return Math.max(0, together.score(place));
    }

    /** The log of how much more of a category is in the person's history than in everybody's. */
    public double leaning(int category) {
        double usual = habits.share(category);
        double own = distinctOfCategory[category] + PRIOR * usual;
        return Math.log(own / (known.size() + PRIOR) / usual);
    }

    /** The same by visits instead of places. */
    double habit(int category) {
        double usual = habits.share(category);
        double own = visitsOfCategory[category] + PRIOR * usual;
        return Math.log(own / (visits + PRIOR) / usual);
    }

    /** The log of how many places the person knows within some hundred metres of a place. */
    public double nearness(int place) {
        Closeness closeness = new Closeness();
        Town town = habits.town();
        closeness(town.lat(place), town.lon(place), closeness);
        return closeness.quarter();
    }

    /** How close a position is to what the person knows, by kernels of several widths. */
    void closeness(double atLat, double atLon, Closeness to) {
        to.clear();
        double perLon = Math.cos(Math.toRadians(atLat)) * Closeness.KILOMETRES_A_DEGREE;
        for (int at = 0; at < lat.length; at++) {
            double north = (lat[at] - atLat) * Closeness.KILOMETRES_A_DEGREE;
            double east = (lon[at] - atLon) * perLon;
            to.add(Math.sqrt(north * north + east * east), weight[at]);
        }
    }
}

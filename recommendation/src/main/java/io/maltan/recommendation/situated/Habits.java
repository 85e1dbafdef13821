package io.maltan.recommendation.situated;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraph;
import io.maltan.recommendation.model.ItemGraphTrainer;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;

/** What a diary says of a town: who comes where, to which categories, and at which hours. */
public final class Habits {

    private static final double CATEGORY_PRIOR = 20;
    private static final double PLACE_PRIOR = 10;

    private final Town town;
    private final Diary diary;
    private final int[] visitors;
    private final int[] checkIns;
    private final long[][] times;
    private final ItemGraph graph;
    private final double[] categoryShare;
    private final double[] categoryPlaces;
    private final float[][] hoursOfCategory;
    private final float[][] hoursOfPlace;

    public Habits(Town town, Diary diary) {
        this.town = town;
        this.diary = diary;
        Interactions pairs = pairs(town, diary);
        this.visitors = pairs.degrees();
        this.checkIns = new int[town.places()];
        this.times = times();
        this.graph = new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD).train(pairs);
        this.categoryShare = categoryShare();
        this.categoryPlaces = categoryPlaces();
        double[][] counts = new double[2 * town.categories()][Hours.HOURS];
        double[][] own = new double[town.places()][];
        countHours(counts, own);
        double[][] everybody = everybody(counts);
        this.hoursOfCategory = hoursOfCategory(counts, everybody);
        this.hoursOfPlace = hoursOfPlace(counts, own, everybody);
    }

    private static Interactions pairs(Town town, Diary diary) {
        Interactions.Builder builder = new Interactions.Builder();
        for (int person = 0; person < diary.people(); person++) {
            for (int visit = 0; visit < diary.visits(person); visit++) {
                builder.add(diary.place(person, visit), 0);
            }
            builder.nextPerson();
        }
        return builder.build(town.places());
    }

    private long[][] times() {
        LongArrayList[] lists = new LongArrayList[town.places()];
        for (int person = 0; person < diary.people(); person++) {
            for (int visit = 0; visit < diary.visits(person); visit++) {
                int place = diary.place(person, visit);
                checkIns[place]++;
                long second = diary.second(person, visit);
                if (second != Diary.UNKNOWN) {
                    if (lists[place] == null) {
                        lists[place] = new LongArrayList(4);
                    }
                    lists[place].add(second);
                }
            }
        }
        long[][] times = new long[lists.length][];
        for (int place = 0; place < times.length; place++) {
            times[place] = lists[place] == null ? new long[0] : lists[place].toLongArray();
            Arrays.sort(times[place]);
        }
        return times;
    }

    /** Of all pairs of a person and a place, each category's share. */
    private double[] categoryShare() {
        double[] share = new double[town.categories()];
        Arrays.fill(share, 1);
        double total = share.length;
        for (int place = 0; place < town.places(); place++) {
            share[town.category(place)] += visitors[place];
            total += visitors[place];
        }
        for (int category = 0; category < share.length; category++) {
            share[category] /= total;
        }
        return share;
    }

    private double[] categoryPlaces() {
        double[] share = new double[town.categories()];
        Arrays.fill(share, 1.0 / (town.places() + share.length));
        for (int place = 0; place < town.places(); place++) {
            share[town.category(place)] += 1.0 / (town.places() + share.length);
        }
        return share;
    }

    private void countHours(double[][] counts, double[][] own) {
        for (int person = 0; person < diary.people(); person++) {
            for (int visit = 0; visit < diary.visits(person); visit++) {
                int place = diary.place(person, visit);
                long second = diary.second(person, visit);
                if (second != Diary.UNKNOWN && town.isLocated(place)) {
                    int hour = Hours.ofDay(second, town.lon(place));
                    int weekend = Hours.weekend(second, town.lon(place));
                    counts[2 * town.category(place) + weekend][hour]++;
                    if (own[place] == null) {
                        own[place] = new double[Hours.HOURS];
                    }
                    own[place][hour]++;
                }
            }
        }
    }

    private static double[][] everybody(double[][] counts) {
        double[][] sums = new double[2][Hours.HOURS];
        for (int row = 0; row < counts.length; row++) {
            for (int hour = 0; hour < Hours.HOURS; hour++) {
                sums[row % 2][hour] += counts[row][hour];
            }
        }
        return new double[][] {shares(sums[0]), shares(sums[1])};
    }

    private static double[] shares(double[] counts) {
        double[] smooth = Hours.smooth(counts);
        double total = Arrays.stream(smooth).sum();
        for (int hour = 0; hour < Hours.HOURS; hour++) {
            smooth[hour] = (smooth[hour] + 1e-3) / (total + Hours.HOURS * 1e-3);
        }
        return smooth;
    }

    private static float[][] hoursOfCategory(double[][] counts, double[][] everybody) {
        float[][] logs = new float[counts.length][Hours.HOURS];
        for (int row = 0; row < counts.length; row++) {
            double[] usual = everybody[row % 2];
            double[] smooth = Hours.smooth(counts[row]);
            double total = Arrays.stream(counts[row]).sum();
            for (int hour = 0; hour < Hours.HOURS; hour++) {
                double share =
                        (smooth[hour] + CATEGORY_PRIOR * usual[hour]) / (total + CATEGORY_PRIOR);
                logs[row][hour] = (float) Math.log(share / usual[hour]);
            }
        }
        return logs;
    }

    /** Null where a place has no visits of known time: then it is as its category. */
    private float[][] hoursOfPlace(double[][] counts, double[][] own, double[][] everybody) {
        float[][] logs = new float[own.length][];
        for (int place = 0; place < own.length; place++) {
            if (own[place] != null) {
                double[] usual = usual(counts, everybody, town.category(place));
                double[] smooth = Hours.smooth(own[place]);
                double total = Arrays.stream(own[place]).sum();
                logs[place] = new float[Hours.HOURS];
                for (int hour = 0; hour < Hours.HOURS; hour++) {
                    double share =
                            (smooth[hour] + PLACE_PRIOR * usual[hour]) / (total + PLACE_PRIOR);
                    logs[place][hour] = (float) Math.log(share / usual[hour]);
                }
            }
        }
        return logs;
    }

    private static double[] usual(double[][] counts, double[][] everybody, int category) {
        double[] both = new double[Hours.HOURS];
        for (int hour = 0; hour < Hours.HOURS; hour++) {
            both[hour] = counts[2 * category][hour] + counts[2 * category + 1][hour];
        }
        double total = Arrays.stream(both).sum();
        double[] smooth = Hours.smooth(both);
        for (int hour = 0; hour < Hours.HOURS; hour++) {
            double all = (everybody[0][hour] + everybody[1][hour]) / 2;
            smooth[hour] = (smooth[hour] + CATEGORY_PRIOR * all) / (total + CATEGORY_PRIOR);
        }
        return smooth;
    }

    Town town() {
        return town;
    }

    ItemGraph graph() {
        return graph;
    }

    public int visitors(int place) {
        return visitors[place];
    }

    int checkIns(int place) {
        return checkIns[place];
    }

    /** How many visits a place had in a span before a moment. */
    int visitsBefore(int place, long moment, long seconds) {
        return firstAfter(times[place], moment) - firstAfter(times[place], moment - seconds);
    }

    /** When somebody first came to a place, {@link Diary#UNKNOWN} where that is not known. */
    long firstVisit(int place) {
        return times[place].length == 0 ? Diary.UNKNOWN : times[place][0];
    }

    private static int firstAfter(long[] sorted, long moment) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What share of people's places is of a category. */
    double share(int category) {
        return categoryShare[category];
    }

    /** What share of all places is of a category. */
    double placesShare(int category) {
        return categoryPlaces[category];
    }

    /** The log of how much likelier a category is visited at an hour than places are at all. */
    double hourOfCategory(int category, int weekend, int hour) {
        return hoursOfCategory[2 * category + weekend][hour];
    }

    /** The log of how much likelier a place is visited at an hour than its category is. */
    double hourOfPlace(int place, int hour) {
        return hoursOfPlace[place] == null ? 0 : hoursOfPlace[place][hour];
    }

    /** Somebody who has been to certain places alone. */
    public Regular regular(int[] visited) {
        return new Regular(this, new IntOpenHashSet(visited), visited.clone());
    }

    /** A person's history, taken in; an unknown person's is empty. */
    public Regular regular(int person) {
        IntOpenHashSet seen = new IntOpenHashSet();
        int[] history = new int[person < 0 ? 0 : diary.visits(person)];
        for (int visit = 0; visit < history.length; visit++) {
            history[visit] = diary.place(person, visit);
            var _ = seen.add(history[visit]);
        }
        return new Regular(this, seen, history);
    }
}

package io.maltan.recommendation.situated;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a place for a person, a position and a moment, as numbers whose weighted sum
 * ranks:
 *
 * <ul>
 *   <li>{@code beyond_X}: minus the kilometres beyond X that it is away; together they are a
 *       falling line with bends, the reach that people here have;
 *   <li>{@code visitors}, {@code visits}: logs of how many came, and how often; {@code unvisited};
 *       {@code visitors_far}: visitors times kilometres, for what is worth a way; {@code faithful}:
 *       the log of visits a visitor;
 *   <li>{@code together_root}, {@code together_log}: the item graph's score for the history;
 *   <li>{@code leaning}, {@code habit}: how much more of its category the person knows, or visits,
 *       than others; {@code sought}: how many visitors its category has for its number of places;
 *   <li>{@code hour_category}, {@code hour_place}: whether this is its hour;
 *   <li>{@code own_street}, {@code own_block}, {@code own_quarter}, {@code own_often}: how near it
 *       is to what the person knows, at 100 m, 300 m and 1 km, and where they are often;
 *   <li>{@code age}: the log of the months since somebody first came; {@code lately}: of the visits
 *       in the last sixty days.
 * </ul>
 */
final class Features {

    static final double RADIUS_KILOMETRES = 2;

    private static final double[] BENDS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.4};
    private static final double HALF_OR_SO = 0.3;
    private static final double FAINT = 0.003;
    private static final long LATELY = 60L * 86_400;
    private static final double MONTH = 30 * 86_400.0;

    static final List<String> NAMES = names();

    private final Habits habits;
    private final Closeness closeness = new Closeness();

    Features(Habits habits) {
        this.habits = habits;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (double bend : BENDS) {
            names.add("beyond_" + bend);
        }
        names.addAll(
                List.of(
                        "visitors",
                        "visits",
                        "unvisited",
                        "visitors_far",
                        "faithful",
                        "together_root",
                        "together_log",
                        "leaning",
                        "habit",
                        "sought",
                        "hour_category",
                        "hour_place",
                        "own_street",
                        "own_block",
                        "own_quarter",
                        "own_often",
                        "age",
                        "lately"));
        return List.copyOf(names);
    }

    /** The places around a query that the person does not know. */
    IntArrayList candidates(Query query, Regular regular) {
        IntArrayList around = habits.town().within(query.lat(), query.lon(), RADIUS_KILOMETRES);
        var _ = around.removeIf(regular::knows);
        return around;
    }

    /** Writes the features of a place, in the order of the names, from an index on. */
    void write(Query query, Regular regular, int place, float[] to, int at) {
        Writer writer = new Writer(to, at);
        Town town = habits.town();
        double away = town.kilometres(place, query.lat(), query.lon());
        for (double bend : BENDS) {
            writer.put(-Math.max(0, away - bend));
        }
        crowd(place, away, writer);
        double together = regular.together(place);
        writer.put(Math.sqrt(together));
        writer.put(Math.log(together + FAINT));
        int category = town.category(place);
        writer.put(regular.leaning(category));
        writer.put(regular.habit(category));
        writer.put(Math.log(habits.share(category) / habits.placesShare(category)));
        hours(query, place, writer);
        regular.closeness(town.lat(place), town.lon(place), closeness);
        writer.put(closeness.street());
        writer.put(closeness.block());
        writer.put(closeness.quarter());
        writer.put(closeness.oftenBlock());
        times(query, place, writer);
    }

    private void crowd(int place, double away, Writer writer) {
        double visitors = Math.log(habits.visitors(place) + HALF_OR_SO);
        writer.put(visitors);
        writer.put(Math.log(habits.checkIns(place) + HALF_OR_SO));
        writer.put(habits.visitors(place) == 0 ? 1 : 0);
        writer.put(visitors * away);
        writer.put(Math.log((habits.checkIns(place) + 2.0) / (habits.visitors(place) + 1.0)));
    }

    private void hours(Query query, int place, Writer writer) {
        if (query.second() == Diary.UNKNOWN) {
            writer.put(0);
            writer.put(0);
            return;
        }
        int hour = Hours.ofDay(query.second(), query.lon());
        int weekend = Hours.weekend(query.second(), query.lon());
        writer.put(habits.hourOfCategory(habits.town().category(place), weekend, hour));
        writer.put(habits.hourOfPlace(place, hour));
    }

    private void times(Query query, int place, Writer writer) {
        long first = habits.firstVisit(place);
        if (query.second() == Diary.UNKNOWN || first == Diary.UNKNOWN) {
            writer.put(0);
            writer.put(Math.log(HALF_OR_SO));
            return;
        }
        writer.put(Math.log1p(Math.max(0, query.second() - first) / MONTH));
        writer.put(Math.log(habits.visitsBefore(place, query.second(), LATELY) + HALF_OR_SO));
    }

    private static final class Writer {

        private final float[] to;
        private int at;

        Writer(float[] to, int at) {
            this.to = to;
            this.at = at;
        }

        void put(double value) {
            to[at++] = (float) value;
        }
    }
}

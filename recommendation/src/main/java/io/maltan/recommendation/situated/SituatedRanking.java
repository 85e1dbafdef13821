package io.maltan.recommendation.situated;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Ranks what is around somebody by learned weights, or by one of the simple rules. */
public final class SituatedRanking {

    private final Habits habits;
    private final Features features;
    private final double[] weights;
    private final Rule best;
    private final float[] row = new float[Features.NAMES.size()];
    private int person = Integer.MIN_VALUE;
    private Regular regular;

    SituatedRanking(Habits habits, double[] weights, Rule best) {
        this.habits = habits;
        this.best = best;
        this.features = new Features(habits);
        this.weights = weights.clone();
        this.regular = habits.regular(-1);
    }

    /** A ranking by a simple rule alone. */
    public static SituatedRanking simple(Town town, Diary diary) {
        return new SituatedRanking(new Habits(town, diary), Prior.WEIGHTS, Rule.LEARNED);
    }

    /** The rule that did best on what was set aside: to learn must not be worse than not to. */
    public Rule best() {
        return best;
    }

    /** The weight of each feature, by its name. */
    public Map<String, Double> weights() {
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int feature = 0; feature < weights.length; feature++) {
            byName.put(Features.NAMES.get(feature), weights[feature]);
        }
        return byName;
    }

    /**
     * At which rank the place stands that a query's person went to, from 1; of places with the same
     * score the half comes first. 0 if it is not among the candidates.
     */
    public double rank(Query query, Rule rule) {
        if (query.person() != person || person < 0) {
            person = query.person();
            regular = habits.regular(person);
        }
        IntArrayList candidates = features.candidates(query, regular);
        if (!candidates.contains(query.place())) {
            return 0;
        }
        double own = score(rule, query, query.place());
        double rank = 1;
        for (int at = 0; at < candidates.size(); at++) {
            int other = candidates.getInt(at);
            if (other != query.place()) {
                double score = score(rule, query, other);
                rank += score > own ? 1 : score == own ? 0.5 : 0;
            }
        }
        return rank;
    }

    private double score(Rule rule, Query query, int place) {
        double away = habits.town().kilometres(place, query.lat(), query.lon());
        double visitors = habits.visitors(place);
        return switch (rule) {
            case LEARNED -> learned(query, place);
            case NEAREST -> -away;
            case VISITORS -> visitors;
            case GRAPH -> regular.together(place);
            case VISITORS_DISTANCE -> visitors * Math.exp(-away / 0.3);
            case GRAPH_DISTANCE ->
                    (Math.sqrt(regular.together(place)) + 0.3 * Math.sqrt(visitors))
                            * Math.exp(-away / 0.8);
        };
    }

    private double learned(Query query, int place) {
        features.write(query, regular, place, row, 0);
        double score = 0;
        for (int feature = 0; feature < row.length; feature++) {
            score += weights[feature] * row[feature];
        }
        return score;
    }

    /** How places are scored. */
    public enum Rule {
        LEARNED,
        NEAREST,
        VISITORS,
        GRAPH,
        VISITORS_DISTANCE,
        GRAPH_DISTANCE;

        /** As it is named on a command line. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The rule of a label. */
        public static Rule of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}

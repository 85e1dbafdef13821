package io.maltan.recommendation.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings of the ranking that an experiment may change, by name. */
public final class RankingSettings {

    private static final String MOST_IN_A_ROW = "mostInARow";
    private static final String EXPLORE_EVERY = "exploreEvery";
    private static final String EXPLORE_COST = "exploreCost";
    private static final double GREATEST = 100;
    private static final double SMALLEST_REACH = 0.1;

    private RankingSettings() {}

    /** Every name: the weights of the features, and how lists are varied. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(Weights.names());
        names.addAll(List.of(MOST_IN_A_ROW, EXPLORE_EVERY, EXPLORE_COST));
        return names;
    }

    /** Whether a setting may have that value. */
    public static boolean allows(String name, double value) {
        boolean whole = value == Math.rint(value);
        return switch (name) {
            case MOST_IN_A_ROW -> whole && value >= 1 && value <= GREATEST;
            case EXPLORE_EVERY -> whole && value >= 0 && value <= GREATEST;
            case Weights.REACH -> value >= SMALLEST_REACH && value <= GREATEST;
            default -> names().contains(name) && value >= 0 && value <= GREATEST;
        };
    }

    static Settings with(Settings standard, Map<String, Double> changes) {
        return new Settings(
                standard.weights().with(changes),
                (int) value(changes, MOST_IN_A_ROW, standard.mostInARow()),
                (int) value(changes, EXPLORE_EVERY, standard.exploreEvery()),
                value(changes, EXPLORE_COST, standard.exploreCost()));
    }

    private static double value(Map<String, Double> changes, String name, double standard) {
        Double changed = changes.get(name);
        return changed == null ? standard : changed;
    }
}

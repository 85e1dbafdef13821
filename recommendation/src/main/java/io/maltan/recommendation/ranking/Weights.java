package io.maltan.recommendation.ranking;

import io.maltan.recommendation.model.RankingWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What each feature of a place counts when places are ranked; see {@link Part}. */
final class Weights {

    /** How much farther (above 1) or less far everybody's reach is taken to be. */
    static final String REACH = "reach";

    /** Makes of a score the sum of its features; what is the same for every place counts little. */
    static final Weights ONES = ones();

    private final double[] bySlot;
    private final double reach;

    private Weights(double[] bySlot, double reach) {
        this.bySlot = bySlot;
        this.reach = reach;
    }

    /** What counts where nobody sets anything. */
    static Weights usual() {
        double[] bySlot = new double[Part.count()];
        for (Part part : Part.values()) {
            bySlot[part.slot()] = part.usualWeight();
        }
        return new Weights(bySlot, 1);
    }

    private static Weights ones() {
        double[] bySlot = new double[Part.count()];
        Arrays.fill(bySlot, 1);
        bySlot[Part.DISCOVERY.slot()] = Part.DISCOVERY.usualWeight();
        return new Weights(bySlot, 1);
    }

    /** The names by which they can be set. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Part part : Part.values()) {
            if (part != Part.DISCOVERY) {
                names.add(part.setting());
            }
        }
        names.add(REACH);
        return names;
    }

    /** The same with what a model learned; it may be of a time when more was learned. */
    Weights learned(RankingWeights learned) {
        double[] changed = bySlot.clone();
        for (Part part : Part.values()) {
            if (part.isLearned()) {
                changed[part.slot()] = learned.byName().getOrDefault(part.setting(), of(part));
            }
        }
        return new Weights(changed, reach);
    }

    /** The same with some of them changed, by name; other names are passed over. */
    Weights with(Map<String, Double> changes) {
        double[] changed = bySlot.clone();
        for (Part part : Part.values()) {
            if (part != Part.DISCOVERY) {
                changed[part.slot()] = changes.getOrDefault(part.setting(), of(part));
            }
        }
        return new Weights(changed, changes.getOrDefault(REACH, reach));
    }

    double of(Part part) {
        return bySlot[part.slot()];
    }

    double reach() {
        return reach;
    }

    /** By the slots of the parts. */
    double[] bySlot() {
        return bySlot.clone();
    }
}

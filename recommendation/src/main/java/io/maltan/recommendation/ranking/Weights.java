package io.maltan.recommendation.ranking;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What each feature of a place counts when places are ranked; see {@link Part}.
 *
 * @param reach how much farther (above 1) or less far everybody's reach is taken to be
 */
record Weights(
        @DefaultValue("3.0") double together,
        @DefaultValue("1.0") double kind,
        @DefaultValue("1.1") double words,
        @DefaultValue("0.8") double yourArea,
        @DefaultValue("0.2") double preferredCategory,
        @DefaultValue("0.5") double preferredRegion,
        @DefaultValue("0.6") double followed,
        @DefaultValue("0.8") double popular,
        @DefaultValue("0.4") double rated,
        @DefaultValue("0.4") double rising,
        @DefaultValue("0.3") double timely,
        @DefaultValue("1.0") double near,
        @DefaultValue("0.13") double open,
        @DefaultValue("0.13") double fresh,
        @DefaultValue("0.5") double closed,
        @DefaultValue("0.7") double known,
        @DefaultValue("0.9") double errand,
        @DefaultValue("1.0") double shown,
        @DefaultValue("1.0") double reach) {

    private static final double DISCOVERY = 0.01;

    /** Makes of a score the sum of its features. */
    static final Weights ONES = RankingSettings.alike(1);

    /** The same with some of them changed, by name; other names are passed over. */
    Weights with(Map<String, Double> changes) {
        return RankingSettings.weightsWith(this, changes);
    }

    /** By the slots of the parts. */
    double[] bySlot() {
        double[] weights = new double[Part.count()];
        for (Part part : Part.values()) {
            weights[part.slot()] = of(part);
        }
        return weights;
    }

    double of(Part part) {
        return switch (part) {
            case TOGETHER -> together;
            case KIND -> kind;
            case WORDS -> words;
            case YOUR_AREA -> yourArea;
            case PREFERRED_CATEGORY -> preferredCategory;
            case PREFERRED_REGION -> preferredRegion;
            case FOLLOWED -> followed;
            case POPULAR -> popular;
            case RATED -> rated;
            case RISING -> rising;
            case TIMELY -> timely;
            case NEAR -> near;
            case OPEN -> open;
            case FRESH -> fresh;
            case DISCOVERY -> DISCOVERY;
            case CLOSED -> closed;
            case KNOWN -> known;
            case ERRAND -> errand;
            case SHOWN -> shown;
        };
    }
}

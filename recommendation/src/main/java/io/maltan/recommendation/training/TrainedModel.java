package io.maltan.recommendation.training;

import io.maltan.platform.id.Ids;
import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemModel;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.OfflineMeasure;
import io.maltan.recommendation.model.RankingWeights;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model, and how it came about.
 *
 * @param scale what makes its scores as large as the item graph's
 * @param measure how its like does on what was set aside; null where there was too little
 * @param graphMeasure how the plain item graph does there
 */
public record TrainedModel(
        ItemModel model,
        Duration took,
        double scale,
        @Nullable OfflineMeasure measure,
        @Nullable OfflineMeasure graphMeasure) {

    TrainedModel judged(OfflineMeasure own, OfflineMeasure graphs) {
        return new TrainedModel(model, took, scale, own, graphs);
    }

    TrainedModel scaled(double factor) {
        return new TrainedModel(model, took, factor, measure, graphMeasure);
    }

    /** What a file tells of it. */
    public ModelFile.About about(Instant now, Interactions interactions) {
        return about(now, interactions, null);
    }

    /** The same, with weights that were learned. */
    ModelFile.About about(
            Instant now, Interactions interactions, @Nullable RankingWeights weights) {
        return new ModelFile.About(
                Model.version(model.kind(), now, Ids.next()),
                now,
                took.toMillis(),
                interactions.people(),
                interactions.size(),
                scale,
                measure,
                graphMeasure,
                weights);
    }
}

package io.maltan.recommendation.training;

import io.maltan.recommendation.model.CompositeFilter;
import io.maltan.recommendation.model.ItemIds;
import io.maltan.recommendation.model.ItemModel;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.RankingWeights;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The model in service, to be judged beside a new one on the same items.
 *
 * @param rank of the filter; 0 for the graph
 * @param scoring in terms of the items of the training set
 * @param weights the weights that it has learned; null where it has none
 */
record InService(
        Instant trainedAt, int rank, Trial.Scoring scoring, @Nullable RankingWeights weights) {

    private static final int NONE = -1;

    /** The model of a file, for a training set whose items are those places. */
    static InService of(ModelFile file, ItemIds items) {
        Object2IntOpenHashMap<UUID> known = new Object2IntOpenHashMap<>();
        known.defaultReturnValue(NONE);
        for (int item = 0; item < file.model().items(); item++) {
            known.put(file.id(item), item);
        }
        int[] own = new int[items.size()];
        Arrays.setAll(own, item -> known.getInt(items.get(item)));
        return new InService(
                file.header().about().trainedAt(),
                rankOf(file.model()),
                (history, scores) -> score(file, own, history, scores),
                file.header().about().weights());
    }

    /** The better a method is with everything that is known, the higher. */
    static int rankOf(ItemModel model) {
        return model instanceof CompositeFilter filter ? filter.rank() : 0;
    }

    private static void score(ModelFile file, int[] own, int[] history, float[] scores) {
        int[] known =
                Arrays.stream(history)
                        .map(item -> own[item])
                        .filter(item -> item != NONE)
                        .toArray();
        float[] ones = new float[known.length];
        Arrays.fill(ones, 1);
        float[] all = new float[file.model().items()];
        file.model().fold(known, ones).addTo(all);
        for (int item = 0; item < scores.length; item++) {
            scores[item] = own[item] == NONE ? 0 : all[own[item]];
        }
    }
}

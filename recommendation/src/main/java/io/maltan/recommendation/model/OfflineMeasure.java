package io.maltan.recommendation.model;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * How well a model made of the earlier interactions foretells the later ones, over all items, those
 * that a person came to before excluded.
 *
 * @param k the length of the lists that were judged
 * @param people how many people's lists
 * @param recall the share of the later items found, of at most k
 * @param ndcg the same, with the upper places of the list worth more
 */
public record OfflineMeasure(int k, int people, double recall, double ndcg) {

    private static final int K = 20;
    private static final int FEWEST = 200;

    /** Measures on a share of the latest interactions; empty where there are too few to tell. */
    public static Optional<OfflineMeasure> of(
            Interactions all, double heldOut, Function<Interactions, ItemModel> training) {
        if (all.size() < FEWEST) {
            return Optional.empty();
        }
        int cut = all.cutForLast(heldOut);
        Interactions earlier = all.before(cut);
        return on(all, earlier, training.apply(earlier), cut);
    }

    /** Measures a model of the interactions before a moment on those that came after. */
    public static Optional<OfflineMeasure> on(
            Interactions all, Interactions earlier, ItemModel model, int cut) {
        int people = 0;
        double recall = 0;
        double ndcg = 0;
        for (int person = 0; person < all.people(); person++) {
            IntOpenHashSet wanted = itemsSince(all, person, cut);
            if (!wanted.isEmpty() && earlier.from(person) < earlier.to(person)) {
                int[] list = topItems(earlier, person, model);
                people++;
                recall += RankedList.recall(list, wanted);
                ndcg += RankedList.ndcg(list, wanted, K);
            }
        }
        return people == 0
                ? Optional.empty()
                : Optional.of(new OfflineMeasure(K, people, recall / people, ndcg / people));
    }

    private static IntOpenHashSet itemsSince(Interactions all, int person, int cut) {
        IntOpenHashSet items = new IntOpenHashSet();
        for (int pair = all.from(person); pair < all.to(person); pair++) {
            if (all.second(pair) >= cut) {
                items.add(all.item(pair));
            }
        }
        return items;
    }

    private static int[] topItems(Interactions earlier, int person, ItemModel model) {
        int[] history = earlier.itemsOf(person);
        float[] weights = new float[history.length];
        Arrays.fill(weights, 1);
        float[] scores = new float[model.items()];
        model.fold(history, weights).addTo(scores);
        for (int item : history) {
            scores[item] = Float.NEGATIVE_INFINITY;
        }
        return TopItems.of(scores, K);
    }
}

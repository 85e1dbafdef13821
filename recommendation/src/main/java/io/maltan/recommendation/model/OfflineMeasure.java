package io.maltan.recommendation.model;

import it.unimi.dsi.fastutil.ints.Int2DoubleMap;
import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.Arrays;
import java.util.Optional;

/**
 * How well a graph made of the earlier interactions foretells the later ones, over all items, those
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
    static Optional<OfflineMeasure> of(Interactions all, double heldOut, ItemGraphTrainer trainer) {
        if (all.size() < FEWEST) {
            return Optional.empty();
        }
        int cut = all.cutForLast(heldOut);
        Interactions earlier = all.before(cut);
        return measured(all, earlier, trainer.train(earlier), cut);
    }

    private static Optional<OfflineMeasure> measured(
            Interactions all, Interactions earlier, ItemGraph graph, int cut) {
        int people = 0;
        double recall = 0;
        double ndcg = 0;
        for (int person = 0; person < all.people(); person++) {
            IntOpenHashSet wanted = itemsSince(all, person, cut);
            if (!wanted.isEmpty() && earlier.from(person) < earlier.to(person)) {
                int[] list = topItems(earlier, person, graph);
                people++;
                recall += recall(list, wanted);
                ndcg += ndcg(list, wanted);
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

    private static int[] topItems(Interactions earlier, int person, ItemGraph graph) {
        Int2DoubleOpenHashMap scores = new Int2DoubleOpenHashMap();
        for (int pair = earlier.from(person); pair < earlier.to(person); pair++) {
            graph.addTo(scores, earlier.item(pair), 1);
        }
        for (int pair = earlier.from(person); pair < earlier.to(person); pair++) {
            scores.remove(earlier.item(pair));
        }
        return scores.int2DoubleEntrySet().stream()
                .sorted((a, b) -> Double.compare(b.getDoubleValue(), a.getDoubleValue()))
                .limit(K)
                .mapToInt(Int2DoubleMap.Entry::getIntKey)
                .toArray();
    }

    private static double recall(int[] list, IntOpenHashSet wanted) {
        long hits = Arrays.stream(list).filter(wanted::contains).count();
        return (double) hits / wanted.size();
    }

    private static double ndcg(int[] list, IntOpenHashSet wanted) {
        double gained = 0;
        for (int rank = 0; rank < list.length; rank++) {
            gained += wanted.contains(list[rank]) ? discount(rank) : 0;
        }
        double best = 0;
        for (int rank = 0; rank < Math.min(K, wanted.size()); rank++) {
            best += discount(rank);
        }
        return gained / best;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2);
    }
}

package io.maltan.recommendation.model;

import io.maltan.recommendation.place.PlaceIndex;
import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.ints.Int2DoubleMap;
import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** A trained model over places' numbers. Never changes: a newer one takes its place. */
public final class Model {

    private static final int NONE = -1;

    private final ModelFile.About about;
    private final ItemModel items;
    private final int[] visitors;
    private final int[] placeOfItem;
    private final int[] itemOfPlace;
    private final long bytes;

    private Model(ModelFile.About about, ItemModel items, int[] visitors, int[] placeOfItem) {
        this.about = about;
        this.items = items;
        this.visitors = visitors;
        this.placeOfItem = placeOfItem;
        this.itemOfPlace = inverse(placeOfItem);
        this.bytes =
                items.bytes() + 4L * (visitors.length + placeOfItem.length + itemOfPlace.length);
    }

    /** The model of a file, for the places that exist or may come back under their ids. */
    public static Model of(ModelFile file, PlaceIndex places) {
        int count = file.model().items();
        ItemIds ids = new ItemIds();
        int[] visitors = new int[count];
        for (int item = 0; item < count; item++) {
            ids.add(file.id(item));
            visitors[item] = file.visitors(item);
        }
        return of(file.header().about(), file.model(), visitors, ids, places);
    }

    /** A model that is in no file. */
    public static Model of(
            ModelFile.About about,
            ItemModel items,
            int[] visitors,
            ItemIds ids,
            PlaceIndex places) {
        int[] placeOfItem = new int[ids.size()];
        for (int item = 0; item < placeOfItem.length; item++) {
            placeOfItem[item] = places.numberFor(ids.get(item));
        }
        return new Model(about, items, visitors, placeOfItem);
    }

    /** Knows nothing: in service until one has been trained. */
    static Model untrained() {
        ModelFile.About about =
                new ModelFile.About("untrained", Instant.EPOCH, 0, 0, 0, 1, null, null, null);
        ItemGraph empty = new ItemGraph(new int[1], new int[0], new float[0]);
        return new Model(about, empty, new int[0], new int[0]);
    }

    private static int[] inverse(int[] placeOfItem) {
        int last = Arrays.stream(placeOfItem).max().orElse(NONE);
        int[] items = new int[last + 1];
        Arrays.fill(items, NONE);
        for (int item = 0; item < placeOfItem.length; item++) {
            if (placeOfItem[item] != NONE) {
                items[placeOfItem[item]] = item;
            }
        }
        return items;
    }

    /** Whether it knows nothing because none has been trained. */
    public boolean isUntrained() {
        return about.trainedAt().equals(Instant.EPOCH);
    }

    /** Names it in every answer that it took part in. */
    public String version() {
        return about.version();
    }

    /** When, on how much and how well it was trained. */
    public ModelFile.About about() {
        return about;
    }

    public Optional<OfflineMeasure> measure() {
        return Optional.ofNullable(about.measure());
    }

    /** How what is around somebody is to be ranked, where that was learned. */
    public Optional<RankingWeights> weights() {
        return Optional.ofNullable(about.weights());
    }

    /** The method: {@code graph}, {@code csf}. */
    public String kind() {
        return items.kind();
    }

    /** How many places it knows. */
    public int visitedPlaces() {
        return placeOfItem.length;
    }

    public int links() {
        return items.links();
    }

    private int item(int place) {
        return place < itemOfPlace.length ? itemOfPlace[place] : NONE;
    }

    /** Whether anybody had come to a place when it was trained. */
    public boolean knows(int place) {
        return item(place) != NONE;
    }

    /** How many people came to a place, as of the training. */
    public int visitors(int place) {
        int item = item(place);
        return item == NONE ? 0 : visitors[item];
    }

    /**
     * Takes in a history, to score places for it. What it costs grows with the history, not with
     * the number of places.
     *
     * @param places each once
     * @param weights how much each counts, negative for what is disliked
     */
    public History history(int[] places, double[] weights) {
        IntArrayList history = new IntArrayList(places.length);
        FloatArrayList factors = new FloatArrayList(places.length);
        Int2DoubleOpenHashMap byItem = new Int2DoubleOpenHashMap(places.length);
        for (int at = 0; at < places.length; at++) {
            if (knows(places[at])) {
                int item = item(places[at]);
                history.add(item);
                factors.add((float) (weights[at] * about.scale()));
                byItem.put(item, weights[at] * about.scale());
            }
        }
        return new History(this, byItem, items.fold(history.toIntArray(), factors.toFloatArray()));
    }

    /** What a place of a history, with weight 1, gives to the score of another. */
    public double contribution(int from, int to) {
        int item = item(from);
        int other = item(to);
        return item == NONE || other == NONE ? 0 : about.scale() * items.contribution(item, other);
    }

    /** The places that go best with one, the best first. Costs a pass over all that it knows. */
    public int[] similar(int place, int limit) {
        int item = item(place);
        if (item == NONE) {
            return new int[0];
        }
        float[] scores = new float[items.items()];
        items.fold(new int[] {item}, new float[] {1}).addTo(scores);
        scores[item] = Float.NEGATIVE_INFINITY;
        return Arrays.stream(TopItems.of(scores, limit))
                .filter(other -> scores[other] > 0 && placeOfItem[other] != NONE)
                .map(other -> placeOfItem[other])
                .toArray();
    }

    /** What it holds in memory. */
    public long bytes() {
        return bytes;
    }

    /** A name for a model that is new, ending in a part of what is unique. */
    public static String version(String kind, Instant trainedAt, UUID unique) {
        String time = trainedAt.toString().replaceAll("[-:]|\\..*|Z$", "");
        String tail = unique.toString();
        return kind + "-" + time + "-" + tail.substring(tail.length() - 8);
    }

    /** The scores of places for a history. Not for several threads. */
    public static final class History {

        private final Model model;
        private final Int2DoubleMap factors;
        private final ItemModel.Fold fold;

        private History(Model model, Int2DoubleMap factors, ItemModel.Fold fold) {
            this.model = model;
            this.factors = factors;
            this.fold = fold;
        }

        /**
         * The score of a place, 0 for one that the model does not know; of the size of 1. No place
         * of the history speaks for itself.
         */
        public double score(int place) {
            int item = model.item(place);
            return item == NONE ? 0 : fold.score(item) - ofItself(item);
        }

        private double ofItself(int item) {
            double factor = factors.get(item);
            return factor == 0 ? 0 : factor * model.items.contribution(item, item);
        }

        /** Hands on the places that the history links to, and what the links alone give. */
        public void eachLinked(LinkedAction action) {
            fold.eachLinked((item, score) -> {
                if (model.placeOfItem[item] != NONE) {
                    action.accept(model.placeOfItem[item], score);
                }
            });
        }
    }

    /** Takes a place and what links give to its score. */
    @FunctionalInterface
    public interface LinkedAction {

        void accept(int place, float score);
    }
}

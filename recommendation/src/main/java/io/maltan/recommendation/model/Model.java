package io.maltan.recommendation.model;

import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A trained graph over places. Never changes: a newer one takes its place. */
public final class Model {

    private static final int NONE = -1;

    private final String version;
    private final Instant trainedAt;
    private final Duration took;
    private final TrainingSet set;
    private final ItemGraph graph;
    private final int[] degrees;
    private final int[] itemOfPlace;
    private final Optional<OfflineMeasure> measure;

    Model(
            Instant trainedAt,
            Duration took,
            TrainingSet set,
            ItemGraph graph,
            Optional<OfflineMeasure> measure) {
        this.version = "graph-" + trainedAt.toString().replaceAll("[-:.]", "");
        this.trainedAt = trainedAt;
        this.took = took;
        this.set = set;
        this.graph = graph;
        this.degrees = set.interactions().degrees();
        this.itemOfPlace = set.itemOfPlace();
        this.measure = measure;
    }

    /** Names it in every answer that it took part in. */
    public String version() {
        return version;
    }

    Instant trainedAt() {
        return trainedAt;
    }

    Duration took() {
        return took;
    }

    ItemGraph graph() {
        return graph;
    }

    Optional<OfflineMeasure> measure() {
        return measure;
    }

    Interactions interactions() {
        return set.interactions();
    }

    private int item(int place) {
        return place < itemOfPlace.length ? itemOfPlace[place] : NONE;
    }

    /** How many people came to a place, as of the training. */
    public int visitors(int place) {
        int item = item(place);
        return item == NONE ? 0 : degrees[item];
    }

    /** Adds what a place links to, times a factor, to a score by place. */
    public void addNeighbours(Int2DoubleOpenHashMap scores, int place, double factor) {
        int item = item(place);
        if (item == NONE) {
            return;
        }
        for (int link = graph.from(item); link < graph.to(item); link++) {
            scores.addTo(set.place(graph.neighbour(link)), factor * graph.weight(link));
        }
    }

    /** The weight of the link between two places, 0 where there is none. */
    public double link(int from, int to) {
        int item = item(from);
        int other = item(to);
        return item == NONE || other == NONE ? 0 : graph.weight(item, other);
    }

    /** What it holds in memory. */
    long bytes() {
        return graph.bytes() + set.bytes() + 4L * (degrees.length + itemOfPlace.length);
    }
}

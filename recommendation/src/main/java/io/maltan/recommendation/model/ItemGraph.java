package io.maltan.recommendation.model;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weighted links between items, each item's strongest first, as compressed sparse rows. */
public final class ItemGraph implements ItemModel {

    static final String KIND = "graph";

    private final int items;
    private final int links;
    private final MemorySegment offsets;
    private final MemorySegment neighbours;
    private final MemorySegment weights;

    ItemGraph(int[] offsets, int[] neighbours, float[] weights) {
        this(OffHeap.of(offsets), OffHeap.of(neighbours), OffHeap.of(weights));
    }

    private ItemGraph(MemorySegment offsets, MemorySegment neighbours, MemorySegment weights) {
        this.items = (int) (offsets.byteSize() / Integer.BYTES) - 1;
        this.links = (int) (neighbours.byteSize() / Integer.BYTES);
        this.offsets = offsets;
        this.neighbours = neighbours;
        this.weights = weights;
    }

    static ItemGraph of(Sections sections) {
        return new ItemGraph(
                sections.get("offsets"), sections.get("neighbours"), sections.get("weights"));
    }

    @Override
    public Map<String, MemorySegment> sections() {
        Map<String, MemorySegment> sections = new LinkedHashMap<>();
        sections.put("offsets", offsets);
        sections.put("neighbours", neighbours);
        sections.put("weights", weights);
        return sections;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int items() {
        return items;
    }

    @Override
    public int links() {
        return links;
    }

    public int from(int item) {
        return offsets.getAtIndex(OffHeap.INT, item);
    }

    public int to(int item) {
        return offsets.getAtIndex(OffHeap.INT, item + 1);
    }

    public int neighbour(int link) {
        return neighbours.getAtIndex(OffHeap.INT, link);
    }

    public float weight(int link) {
        return weights.getAtIndex(OffHeap.FLOAT, link);
    }

    /** The weight of the link from one item to another, 0 where there is none. */
    @Override
    public double contribution(int from, int to) {
        for (int link = from(from); link < to(from); link++) {
            if (neighbour(link) == to) {
                return weight(link);
            }
        }
        return 0;
    }

    @Override
    public Fold fold(int[] history, float[] factors) {
        int touched = 0;
        for (int item : history) {
            touched += to(item) - from(item);
        }
        SparseSums sums = new SparseSums(Math.min(touched, items));
        for (int at = 0; at < history.length; at++) {
            for (int link = from(history[at]); link < to(history[at]); link++) {
                sums.add(neighbour(link), factors[at] * weight(link));
            }
        }
        return new Summed(sums);
    }

    private record Summed(SparseSums sums) implements Fold {

        @Override
        public double score(int item) {
            return sums.get(item);
        }

        @Override
        public void eachLinked(LinkAction action) {
            sums.each(action);
        }

        @Override
        public void addTo(float[] scores) {
            sums.addTo(scores);
        }
    }
}

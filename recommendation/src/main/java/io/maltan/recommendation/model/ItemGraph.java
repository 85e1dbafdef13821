package io.maltan.recommendation.model;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weighted links between items, each item's strongest first, as compressed sparse rows.
 *
 * <p>A link is four bytes: the number of the item that it leads to in as many of the upper bits as
 * numbers need, and in the others its weight as a share of the strongest weight of its row. With
 * 200,000 items that leaves 14 bits for the weight, with a million 12.
 */
public final class ItemGraph implements ItemModel {

    static final String KIND = "graph";

    static final int BYTES_PER_LINK = Integer.BYTES;

    private static final int MOST_ITEMS = 1 << 24;

    private final int items;
    private final int count;
    private final int weightBits;
    private final int weightMask;
    private final MemorySegment offsets;
    private final MemorySegment links;
    private final MemorySegment steps;

    ItemGraph(int[] offsets, int[] neighbours, float[] weights) {
        this(
                OffHeap.of(offsets),
                OffHeap.allocate((long) BYTES_PER_LINK * neighbours.length),
                OffHeap.allocate((long) Float.BYTES * (offsets.length - 1)));
        for (int item = 0; item < items; item++) {
            pack(item, neighbours, weights);
        }
    }

    private ItemGraph(MemorySegment offsets, MemorySegment links, MemorySegment steps) {
        this.items = (int) (offsets.byteSize() / Integer.BYTES) - 1;
        if (items > MOST_ITEMS) {
            throw new IllegalArgumentException(
                    "A graph of more than %d items".formatted(MOST_ITEMS));
        }
        this.count = (int) (links.byteSize() / BYTES_PER_LINK);
        this.weightBits = Math.min(31, Integer.numberOfLeadingZeros(Math.max(1, items - 1)));
        this.weightMask = (1 << weightBits) - 1;
        this.offsets = offsets;
        this.links = links;
        this.steps = steps;
    }

    static ItemGraph of(Sections sections) {
        return new ItemGraph(sections.get("offsets"), sections.get("links"), sections.get("steps"));
    }

    private void pack(int item, int[] neighbours, float[] weights) {
        int from = from(item);
        float strongest = from < to(item) ? weights[from] : 0;
        double step = (double) strongest / weightMask;
        steps.setAtIndex(OffHeap.FLOAT, item, (float) step);
        for (int link = from; link < to(item); link++) {
            int weight = Math.clamp(Math.round(weights[link] / step), 1, weightMask);
            links.setAtIndex(OffHeap.INT, link, (neighbours[link] << weightBits) | weight);
        }
    }

    @Override
    public Map<String, MemorySegment> sections() {
        Map<String, MemorySegment> sections = new LinkedHashMap<>();
        sections.put("offsets", offsets);
        sections.put("links", links);
        sections.put("steps", steps);
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
        return count;
    }

    public int from(int item) {
        return offsets.getAtIndex(OffHeap.INT, item);
    }

    public int to(int item) {
        return offsets.getAtIndex(OffHeap.INT, item + 1);
    }

    public int neighbour(int link) {
        return links.getAtIndex(OffHeap.INT, link) >>> weightBits;
    }

    /** The weight of a link of an item. */
    public float weight(int item, int link) {
        return step(item) * (links.getAtIndex(OffHeap.INT, link) & weightMask);
    }

    private float step(int item) {
        return steps.getAtIndex(OffHeap.FLOAT, item);
    }

    /** The weight of the link from one item to another, 0 where there is none. */
    @Override
    public double contribution(int from, int to) {
        for (int link = from(from); link < to(from); link++) {
            if (neighbour(link) == to) {
                return weight(from, link);
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
            float factor = factors[at] * step(history[at]);
            int end = to(history[at]);
            for (int index = from(history[at]); index < end; index++) {
                int link = links.getAtIndex(OffHeap.INT, index);
                sums.add(link >>> weightBits, factor * (link & weightMask));
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

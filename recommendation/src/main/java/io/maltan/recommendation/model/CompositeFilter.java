package io.maltan.recommendation.model;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A composite sharpened filter: {@code score(i) = Σ_j (S_ji + A_j · B_i)} over the history's items
 * j, where S is sparse and A, B have few columns. All of it is kept in bytes, with a scale for each
 * row; the weight of the low-rank part is within the scales of A.
 */
public final class CompositeFilter implements ItemModel {

    static final String KIND = "csf";

    private static final int TILE = 512;

    private final int items;
    private final int rank;
    private final int links;
    private final MemorySegment offsets;
    private final MemorySegment neighbours;
    private final MemorySegment weights;
    private final MemorySegment weightScales;
    private final MemorySegment sources;
    private final MemorySegment sourceScales;
    private final MemorySegment targets;
    private final MemorySegment targetScales;

    private CompositeFilter(Sections sections) {
        this.offsets = sections.get("offsets");
        this.neighbours = sections.get("neighbours");
        this.weights = sections.get("weights");
        this.weightScales = sections.get("weightScales");
        this.sources = sections.get("sources");
        this.sourceScales = sections.get("sourceScales");
        this.targets = sections.get("targets");
        this.targetScales = sections.get("targetScales");
        this.items = (int) (offsets.byteSize() / Integer.BYTES) - 1;
        this.links = (int) weights.byteSize();
        this.rank = items == 0 ? 0 : (int) (sources.byteSize() / items);
    }

    static CompositeFilter of(Sections sections) {
        return new CompositeFilter(sections);
    }

    /** Of its parts, as {@link #sections} tells them. */
    public static CompositeFilter of(Map<String, MemorySegment> sections) {
        return of(new Sections(sections));
    }

    @Override
    public Map<String, MemorySegment> sections() {
        Map<String, MemorySegment> sections = new LinkedHashMap<>();
        sections.put("offsets", offsets);
        sections.put("neighbours", neighbours);
        sections.put("weights", weights);
        sections.put("weightScales", weightScales);
        sections.put("sources", sources);
        sections.put("sourceScales", sourceScales);
        sections.put("targets", targets);
        sections.put("targetScales", targetScales);
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

    public int rank() {
        return rank;
    }

    @Override
    public int links() {
        return links;
    }

    private int from(int item) {
        return offsets.getAtIndex(OffHeap.INT, item);
    }

    private int to(int item) {
        return offsets.getAtIndex(OffHeap.INT, item + 1);
    }

    @Override
    public double contribution(int from, int to) {
        return sparse(from, to) + lowRank(from, to);
    }

    private double sparse(int from, int to) {
        for (int link = from(from); link < to(from); link++) {
            if (neighbours.getAtIndex(OffHeap.INT, link) == to) {
                return weights.get(OffHeap.BYTE, link)
                        * weightScales.getAtIndex(OffHeap.FLOAT, from);
            }
        }
        return 0;
    }

    private double lowRank(int from, int to) {
        long source = (long) from * rank;
        long target = (long) to * rank;
        int sum = 0;
        for (int column = 0; column < rank; column++) {
            sum +=
                    sources.get(OffHeap.BYTE, source + column)
                            * targets.get(OffHeap.BYTE, target + column);
        }
        return (double) sum
                * sourceScales.getAtIndex(OffHeap.FLOAT, from)
                * targetScales.getAtIndex(OffHeap.FLOAT, to);
    }

    @Override
    public Fold fold(int[] history, float[] factors) {
        SparseSums sums = new SparseSums(history.length * 64);
        float[] direction = new float[rank];
        for (int at = 0; at < history.length; at++) {
            addLinks(history[at], factors[at], sums);
            addSource(history[at], factors[at], direction);
        }
        return new Folded(sums, direction);
    }

    private void addLinks(int item, float factor, SparseSums sums) {
        float scale = factor * weightScales.getAtIndex(OffHeap.FLOAT, item);
        for (int link = from(item); link < to(item); link++) {
            sums.add(
                    neighbours.getAtIndex(OffHeap.INT, link),
                    scale * weights.get(OffHeap.BYTE, link));
        }
    }

    private void addSource(int item, float factor, float[] direction) {
        float scale = factor * sourceScales.getAtIndex(OffHeap.FLOAT, item);
        long source = (long) item * rank;
        for (int column = 0; column < rank; column++) {
            direction[column] += scale * sources.get(OffHeap.BYTE, source + column);
        }
    }

    /**
     * Goes through the targets once for all, a tile at a time and column by column, which the
     * compiler turns into vector instructions as it does not with sums over a row.
     */
    @Override
    public void addTo(List<Fold> folds, List<float[]> scores) {
        byte[] tile = new byte[TILE * rank];
        float[] sums = new float[TILE];
        for (int first = 0; first < items; first += TILE) {
            int count = Math.min(TILE, items - first);
            transpose(first, count, tile);
            for (int at = 0; at < folds.size(); at++) {
                sum(tile, ((Folded) folds.get(at)).direction, sums);
                for (int item = first; item < first + count; item++) {
                    scores.get(at)[item] +=
                            sums[item - first] * targetScales.getAtIndex(OffHeap.FLOAT, item);
                }
            }
        }
        for (int at = 0; at < folds.size(); at++) {
            ((Folded) folds.get(at)).sums.addTo(scores.get(at));
        }
    }

    private void transpose(int first, int count, byte[] tile) {
        for (int item = 0; item < count; item++) {
            long row = (long) (first + item) * rank;
            for (int column = 0; column < rank; column++) {
                tile[column * TILE + item] = targets.get(OffHeap.BYTE, row + column);
            }
        }
    }

    private void sum(byte[] tile, float[] direction, float[] sums) {
        Arrays.fill(sums, 0);
        for (int column = 0; column < rank; column++) {
            addColumn(tile, column * TILE, direction[column], sums);
        }
    }

    private static void addColumn(byte[] tile, int from, float factor, float[] sums) {
        for (int item = 0; item < TILE; item++) {
            sums[item] += factor * tile[from + item];
        }
    }

    private final class Folded implements Fold {

        private final SparseSums sums;
        private final float[] direction;

        Folded(SparseSums sums, float[] direction) {
            this.sums = sums;
            this.direction = direction;
        }

        @Override
        public double score(int item) {
            return sums.get(item) + along(item);
        }

        /** Four sums instead of one, so that additions need not wait for one another. */
        private float along(int item) {
            long target = (long) item * rank;
            float one = 0;
            float two = 0;
            float three = 0;
            float four = 0;
            int column = 0;
            for (; column + 3 < rank; column += 4) {
                one += direction[column] * targets.get(OffHeap.BYTE, target + column);
                two += direction[column + 1] * targets.get(OffHeap.BYTE, target + column + 1);
                three += direction[column + 2] * targets.get(OffHeap.BYTE, target + column + 2);
                four += direction[column + 3] * targets.get(OffHeap.BYTE, target + column + 3);
            }
            for (; column < rank; column++) {
                one += direction[column] * targets.get(OffHeap.BYTE, target + column);
            }
            return (one + two + three + four) * targetScales.getAtIndex(OffHeap.FLOAT, item);
        }

        @Override
        public void eachLinked(LinkAction action) {
            sums.each(action);
        }

        @Override
        public void addTo(float[] scores) {
            for (int item = 0; item < items; item++) {
                scores[item] += along(item);
            }
            sums.addTo(scores);
        }
    }
}

package io.maltan.place.imports;

import java.util.Arrays;

/** Which nodes ways of known ids are drawn with. */
final class WayNodes {

    private static final long[] NONE = {};

    private final long[] ids;
    private final long[][] nodes;

    /** Room for ids that are in order and distinct. */
    WayNodes(long[] ids) {
        this.ids = ids;
        this.nodes = new long[ids.length][];
        Arrays.fill(nodes, NONE);
    }

    boolean want(long id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    /** Remembers the nodes of a way that is wanted. */
    void put(long id, long[] nodeIds) {
        nodes[Arrays.binarySearch(ids, id)] = nodeIds;
    }

    /** The nodes of a way; none where it is not known. */
    long[] get(long id) {
        int index = Arrays.binarySearch(ids, id);
        return index < 0 ? NONE : nodes[index];
    }
}

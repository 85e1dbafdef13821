package io.maltan.place.imports;

import crosby.binary.Osmformat;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import io.maltan.place.imports.OsmPrimitive.Strings;
import io.maltan.place.imports.OsmPrimitive.Tags;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The elements of a PBF file in its order, one at a time. */
final class OsmPrimitives implements Closeable {

    private final OsmBlocks blocks;
    private final Queue<Iterator<? extends OsmPrimitive>> ofBlock = new ArrayDeque<>();

    OsmPrimitives(Path file) throws IOException {
        this.blocks = new OsmBlocks(file);
    }

    /** The next element; null at the end. */
    @Nullable OsmPrimitive next() throws IOException {
        while (true) {
            @Nullable Iterator<? extends OsmPrimitive> part = ofBlock.peek();
            if (part == null) {
                @Nullable PrimitiveBlock block = blocks.next();
                if (block == null) {
                    return null;
                }
                open(block);
            } else if (part.hasNext()) {
                return part.next();
            } else {
                ofBlock.remove();
            }
        }
    }

    private void open(PrimitiveBlock block) throws BrokenFile {
        Strings strings = new Strings(block.getStringtable());
        for (PrimitiveGroup group : block.getPrimitivegroupList()) {
            if (group.hasDense()) {
                ofBlock.add(new DenseIterator(block, strings, group.getDense()));
            }
            requireWholeTags(group);
            ofBlock.add(
                    group.getNodesList().stream()
                            .map(node -> toNode(block, strings, node))
                            .iterator());
            ofBlock.add(group.getWaysList().stream().map(way -> toWay(strings, way)).iterator());
            ofBlock.add(
                    group.getRelationsList().stream()
                            .map(relation -> toRelation(strings, relation))
                            .iterator());
        }
    }

    private static void requireWholeTags(PrimitiveGroup group) throws BrokenFile {
        boolean whole =
                group.getNodesList().stream()
                                .allMatch(each -> each.getKeysCount() == each.getValsCount())
                        && group.getWaysList().stream()
                                .allMatch(each -> each.getKeysCount() == each.getValsCount())
                        && group.getRelationsList().stream()
                                .allMatch(each -> each.getKeysCount() == each.getValsCount());
        if (!whole) {
            throw new BrokenFile("broken_file", "a tag has no value");
        }
    }

    private static OsmPrimitive.Node toNode(
            PrimitiveBlock block, Strings strings, Osmformat.Node node) {
        return new OsmPrimitive.Node(
                node.getId(),
                Degrees.lat(block, node.getLat()),
                Degrees.lon(block, node.getLon()),
                new Tags(strings, node.getKeysCount(), node::getKeys, node::getVals));
    }

    private static OsmPrimitive.Way toWay(Strings strings, Osmformat.Way way) {
        return new OsmPrimitive.Way(
                way, new Tags(strings, way.getKeysCount(), way::getKeys, way::getVals));
    }

    private static OsmPrimitive.Relation toRelation(Strings strings, Osmformat.Relation relation) {
        return new OsmPrimitive.Relation(
                relation,
                strings,
                new Tags(strings, relation.getKeysCount(), relation::getKeys, relation::getVals));
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }

    /** A block's way of writing coordinates. */
    private static final class Degrees {

        private static final double NANODEGREES_KEPT = 100;
        private static final double KEPT_A_DEGREE = 1e7;

        static double lat(PrimitiveBlock block, long units) {
            return of(block.getLatOffset() + block.getGranularity() * units);
        }

        static double lon(PrimitiveBlock block, long units) {
            return of(block.getLonOffset() + block.getGranularity() * units);
        }

        private static double of(long nanoDegrees) {
            return Math.round(nanoDegrees / NANODEGREES_KEPT) / KEPT_A_DEGREE;
        }
    }

    /**
     * Nodes in columns, each of which says how much its values grow. Their tags follow one another
     * in one list, with a zero after those of each node.
     */
    private static final class DenseIterator implements Iterator<OsmPrimitive.Node> {

        private final PrimitiveBlock block;
        private final Strings strings;
        private final DenseNodes dense;
        private int index;
        private long id;
        private long lat;
        private long lon;
        private int firstTag;

        DenseIterator(PrimitiveBlock block, Strings strings, DenseNodes dense) throws BrokenFile {
            this.block = block;
            this.strings = strings;
            this.dense = dense;
            requireWhole(dense);
        }

        private static void requireWhole(DenseNodes dense) throws BrokenFile {
            int count = dense.getIdCount();
            if (dense.getLatCount() != count
                    || dense.getLonCount() != count
                    || !hasTagsOf(count, dense.getKeysValsList())) {
                throw new BrokenFile("broken_file", "the columns of nodes differ in length");
            }
        }

        private static boolean hasTagsOf(int nodes, List<Integer> keysVals) {
            int next = 0;
            for (int i = 0; i < nodes && !keysVals.isEmpty(); i++) {
                while (next < keysVals.size() && keysVals.get(next) != 0) {
                    next += 2;
                }
                next++;
            }
            return next <= keysVals.size();
        }

        @Override
        public boolean hasNext() {
            return index < dense.getIdCount();
        }

        @Override
        public OsmPrimitive.Node next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            id += dense.getId(index);
            lat += dense.getLat(index);
            lon += dense.getLon(index);
            index++;
            return new OsmPrimitive.Node(
                    id, Degrees.lat(block, lat), Degrees.lon(block, lon), nextTags());
        }

        private Tags nextTags() {
            int first = firstTag;
            int end = first;
            if (dense.getKeysValsCount() > 0) {
                while (dense.getKeysVals(end) != 0) {
                    end += 2;
                }
                firstTag = end + 1;
            }
            return new Tags(
                    strings,
                    (end - first) / 2,
                    tag -> dense.getKeysVals(first + 2 * tag),
                    tag -> dense.getKeysVals(first + 2 * tag + 1));
        }
    }
}

package io.maltan.place.imports;

import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.Node;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.Way;
import io.maltan.place.geography.Coordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads the places of an OpenStreetMap PBF file.
 *
 * <p>The file is read several times, so that nothing is kept but the positions of the nodes that
 * places are drawn with: first to learn which ways relations need, then which nodes ways need, then
 * for the places themselves. Files are in the order nodes, ways, relations as a rule; where one is
 * not, the positions are read beforehand.
 */
final class OsmPbfPlaces implements RecordReader {

    private static final double NANODEGREES_KEPT = 100;
    private static final double KEPT_A_DEGREE = 1e7;
    private static final String OUTER = "outer";
    private static final int MOST_OF_A_BLOCK = 100_000;

    private final OsmElement elements;
    private final Positions nodes;
    private final Positions ways;
    private final Queue<Parsed> pending = new ArrayDeque<>();
    private final OsmBlocks blocks;

    /** What is done with the elements of a group. */
    private interface Visitor {

        default void dense(OsmStrings strings, DenseNodes dense) {}

        default void node(OsmStrings strings, Node node) {}

        default void way(OsmStrings strings, Way way) {}

        default void relation(OsmStrings strings, Relation relation) {}
    }

    OsmPbfPlaces(Path file, OsmElement elements) throws IOException {
        this.elements = elements;
        OrderCheck order = new OrderCheck();
        this.ways = new Positions(wayIdsOfRelations(file, order));
        this.nodes = new Positions(nodeIdsOfWays(file));
        if (!order.sorted) {
            readAll(file, new PositionsOfNodes());
            readAll(file, new PositionsOfWays());
        }
        this.blocks = new OsmBlocks(file);
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        while (pending.isEmpty()) {
            @Nullable PrimitiveBlock block = blocks.next();
            if (block == null) {
                return null;
            }
            visit(block, new PlacesOfElements());
        }
        return pending.remove();
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }

    private long[] wayIdsOfRelations(Path file, OrderCheck order) throws IOException {
        GrowingLongs ids = new GrowingLongs();
        readAll(
                file,
                new Visitor() {
                    @Override
                    public void dense(OsmStrings strings, DenseNodes dense) {
                        order.seen(0);
                    }

                    @Override
                    public void node(OsmStrings strings, Node node) {
                        order.seen(0);
                    }

                    @Override
                    public void way(OsmStrings strings, Way way) {
                        order.seen(1);
                    }

                    @Override
                    public void relation(OsmStrings strings, Relation relation) {
                        order.seen(2);
                        if (elements.isPlace(strings.tags(relation))) {
                            outerWays(strings, relation).forEach(ids::add);
                        }
                    }
                });
        return ids.sortedDistinct();
    }

    private long[] nodeIdsOfWays(Path file) throws IOException {
        GrowingLongs ids = new GrowingLongs();
        readAll(
                file,
                new Visitor() {
                    @Override
                    public void way(OsmStrings strings, Way way) {
                        if (ways.wants(way.getId()) || elements.isPlace(strings.tags(way))) {
                            nodesOf(way).forEach(ids::add);
                        }
                    }
                });
        return ids.sortedDistinct();
    }

    /** Notes whether nodes come before ways, and ways before relations. */
    private static final class OrderCheck {

        private int highest;
        private boolean sorted = true;

        void seen(int kind) {
            sorted &= kind >= highest;
            highest = Math.max(highest, kind);
        }
    }

    private class PositionsOfNodes implements Visitor {

        @Override
        public void dense(OsmStrings strings, DenseNodes dense) {
            long id = 0;
            long lat = 0;
            long lon = 0;
            for (int i = 0; i < dense.getIdCount(); i++) {
                id += dense.getId(i);
                lat += dense.getLat(i);
                lon += dense.getLon(i);
                nodes.put(id, strings.lat(lat), strings.lon(lon));
            }
        }

        @Override
        public void node(OsmStrings strings, Node node) {
            nodes.put(node.getId(), strings.lat(node.getLat()), strings.lon(node.getLon()));
        }
    }

    private final class PositionsOfWays implements Visitor {

        @Override
        public void way(OsmStrings strings, Way way) {
            rememberWay(way);
        }
    }

    private final class PlacesOfElements extends PositionsOfNodes {

        @Override
        public void dense(OsmStrings strings, DenseNodes dense) {
            super.dense(strings, dense);
            if (dense.getKeysValsCount() == 0) {
                return;
            }
            long id = 0;
            long lat = 0;
            long lon = 0;
            int next = 0;
            for (int i = 0; i < dense.getIdCount(); i++) {
                id += dense.getId(i);
                lat += dense.getLat(i);
                lon += dense.getLon(i);
                Map<String, String> tags = new HashMap<>();
                while (dense.getKeysVals(next) != 0) {
                    tags.put(
                            strings.get(dense.getKeysVals(next)),
                            strings.get(dense.getKeysVals(next + 1)));
                    next += 2;
                }
                next++;
                addNode(id, tags, strings.lat(lat), strings.lon(lon));
            }
        }

        @Override
        public void node(OsmStrings strings, Node node) {
            super.node(strings, node);
            addNode(
                    node.getId(),
                    strings.tags(node),
                    strings.lat(node.getLat()),
                    strings.lon(node.getLon()));
        }

        @Override
        public void way(OsmStrings strings, Way way) {
            rememberWay(way);
            Map<String, String> tags = strings.tags(way);
            if (elements.isOfInterest(tags)) {
                report(elements.parse("way/" + way.getId(), tags, Centroid.of(pointsOf(way))));
            }
        }

        @Override
        public void relation(OsmStrings strings, Relation relation) {
            Map<String, String> tags = strings.tags(relation);
            if (elements.isOfInterest(tags)) {
                report(
                        elements.parse(
                                "relation/" + relation.getId(),
                                tags,
                                positionOf(strings, relation)));
            }
        }
    }

    private void addNode(long id, Map<String, String> tags, double lat, double lon) {
        if (tags.isEmpty() || !elements.isOfInterest(tags)) {
            return;
        }
        String name = "node/" + id;
        report(
                Coordinates.areValid(lat, lon)
                        ? elements.parse(name, tags, new Coordinates(lat, lon))
                        : new Parsed.Skipped("bad_coordinates", name + ": " + lat + "," + lon));
    }

    private void report(Parsed element) {
        if (pending.size() == MOST_OF_A_BLOCK) {
            throw new FullBlock();
        }
        pending.add(element);
    }

    /**
     * That a block has more places than writers put into one: thrown through the library's lists.
     */
    private static final class FullBlock extends RuntimeException {

        FullBlock() {
            super(
                    "a block holds more than %d places".formatted(MOST_OF_A_BLOCK),
                    null,
                    false,
                    false);
        }
    }

    private void rememberWay(Way way) {
        if (ways.wants(way.getId())) {
            @Nullable Coordinates middle = Centroid.of(pointsOf(way));
            if (middle != null) {
                ways.put(way.getId(), middle.lat(), middle.lon());
            }
        }
    }

    private List<Coordinates> pointsOf(Way way) {
        List<Coordinates> points = new ArrayList<>(way.getRefsCount());
        for (long id : nodesOf(way)) {
            @Nullable Coordinates point = nodes.get(id);
            if (point != null) {
                points.add(point);
            }
        }
        return points;
    }

    private @Nullable Coordinates positionOf(OsmStrings strings, Relation relation) {
        List<Coordinates> middles = new ArrayList<>();
        for (long id : outerWays(strings, relation)) {
            @Nullable Coordinates middle = ways.get(id);
            if (middle != null) {
                middles.add(middle);
            }
        }
        return middles.isEmpty() ? null : Centroid.mean(middles);
    }

    private static List<Long> nodesOf(Way way) {
        List<Long> ids = new ArrayList<>(way.getRefsCount());
        long id = 0;
        for (int i = 0; i < way.getRefsCount(); i++) {
            id += way.getRefs(i);
            ids.add(id);
        }
        return ids;
    }

    /** Members without a role count as outer ones. */
    private static List<Long> outerWays(OsmStrings strings, Relation relation) {
        List<Long> ids = new ArrayList<>();
        long id = 0;
        for (int i = 0; i < relation.getMemidsCount(); i++) {
            id += relation.getMemids(i);
            String role = strings.get(relation.getRolesSid(i));
            if (relation.getTypes(i) == Relation.MemberType.WAY
                    && (role.isEmpty() || role.equals(OUTER))) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static void readAll(Path file, Visitor visitor) throws IOException {
        try (OsmBlocks all = new OsmBlocks(file)) {
            for (@Nullable PrimitiveBlock block = all.next(); block != null; block = all.next()) {
                visit(block, visitor);
            }
        }
    }

    private static void visit(PrimitiveBlock block, Visitor visitor) throws BrokenFile {
        OsmStrings strings = new OsmStrings(block);
        try {
            for (PrimitiveGroup group : block.getPrimitivegroupList()) {
                if (group.hasDense()) {
                    visitor.dense(strings, group.getDense());
                }
                group.getNodesList().forEach(node -> visitor.node(strings, node));
                group.getWaysList().forEach(way -> visitor.way(strings, way));
                group.getRelationsList().forEach(each -> visitor.relation(strings, each));
            }
        } catch (IndexOutOfBoundsException e) {
            throw new BrokenFile("broken_file", "a block names what it does not hold");
        } catch (FullBlock e) {
            throw new BrokenFile("broken_file", String.valueOf(e.getMessage()));
        }
    }

    /** A block's texts, and its way of writing coordinates. */
    private record OsmStrings(PrimitiveBlock block) {

        String get(int index) {
            return block.getStringtable().getS(index).toStringUtf8();
        }

        double lat(long units) {
            return degrees(block.getLatOffset() + block.getGranularity() * units);
        }

        double lon(long units) {
            return degrees(block.getLonOffset() + block.getGranularity() * units);
        }

        private static double degrees(long nanoDegrees) {
            return Math.round(nanoDegrees / NANODEGREES_KEPT) / KEPT_A_DEGREE;
        }

        Map<String, String> tags(Node node) {
            return tags(node.getKeysList(), node.getValsList());
        }

        Map<String, String> tags(Way way) {
            return tags(way.getKeysList(), way.getValsList());
        }

        Map<String, String> tags(Relation relation) {
            return tags(relation.getKeysList(), relation.getValsList());
        }

        private Map<String, String> tags(List<Integer> keys, List<Integer> values) {
            Map<String, String> tags = HashMap.newHashMap(keys.size());
            for (int i = 0; i < keys.size(); i++) {
                tags.put(get(keys.get(i)), get(values.get(i)));
            }
            return tags;
        }
    }
}

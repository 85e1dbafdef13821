package io.maltan.place.imports;

import io.maltan.place.geography.Coordinates;
import io.maltan.place.imports.OsmPrimitive.Node;
import io.maltan.place.imports.OsmPrimitive.Relation;
import io.maltan.place.imports.OsmPrimitive.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the places of an OpenStreetMap PBF file.
 *
 * <p>The file is read several times, so that nothing is kept but the positions of the nodes that
 * places are drawn with and the ways of relations: first to learn which ways these are, then which
 * nodes ways need, then for the places themselves. Files are in the order nodes, ways, relations as
 * a rule; where one is not, positions and ways are read beforehand.
 */
final class OsmPbfPlaces implements RecordReader {

    /**
     * Of the heap for the id of each node: its position takes 16 bytes, the way of a relation that
     * it is part of another 8, and while ids are collected 20.
     */
    private static final int HEAP_AN_ID = 64;

    /** A way is remembered with its nodes. */
    private static final int IDS_A_WAY = 4;

    /** Relations with more nodes in all have no middle that is worth finding. */
    private static final int MOST_POINTS = 200_000;

    private final OsmElement elements;
    private final WayNodes ways;
    private final Positions nodes;
    private final OsmPrimitives primitives;

    OsmPbfPlaces(Path file, OsmElement elements) throws IOException {
        this(file, elements, Runtime.getRuntime().maxMemory() / HEAP_AN_ID);
    }

    /**
     * Opens a file.
     *
     * @param mostNodes how many nodes places may be drawn with in all
     */
    OsmPbfPlaces(Path file, OsmElement elements, long mostNodes) throws IOException {
        this.elements = elements;
        OrderCheck order = new OrderCheck();
        this.ways = new WayNodes(wayIdsOfRelations(file, order, mostNodes / IDS_A_WAY));
        this.nodes = new Positions(nodeIdsOfWays(file, mostNodes));
        if (!order.sorted) {
            readAll(file, this::remember);
        }
        this.primitives = new OsmPrimitives(file);
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        for (@Nullable OsmPrimitive each = primitives.next();
                each != null;
                each = primitives.next()) {
            remember(each);
            @Nullable Parsed parsed = parse(each);
            if (parsed != null) {
                return parsed;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        primitives.close();
    }

    /** What is done with each element of a file. */
    private interface Visitor {
        void visit(OsmPrimitive each) throws IOException;
    }

    private static void readAll(Path file, Visitor visitor) throws IOException {
        try (OsmPrimitives all = new OsmPrimitives(file)) {
            for (@Nullable OsmPrimitive each = all.next(); each != null; each = all.next()) {
                visitor.visit(each);
            }
        }
    }

    private long[] wayIdsOfRelations(Path file, OrderCheck order, long most) throws IOException {
        GrowingLongs ids = new GrowingLongs(most);
        readAll(
                file,
                each -> {
                    order.see(each);
                    if (each instanceof Relation relation && isPlace(relation)) {
                        ids.addAll(relation.outerWays());
                    }
                });
        return ids.sortedDistinct();
    }

    private long[] nodeIdsOfWays(Path file, long most) throws IOException {
        GrowingLongs ids = new GrowingLongs(most);
        readAll(
                file,
                each -> {
                    if (each instanceof Way way
                            && !way.isTooLong()
                            && (ways.want(way.id()) || isPlace(way))) {
                        ids.addAll(way.nodeIds());
                    }
                });
        return ids.sortedDistinct();
    }

    private boolean isPlace(OsmPrimitive each) throws BrokenFile {
        return each.tags().count() > 0
                && !each.tags().areTooMany()
                && !each.isTooLong()
                && elements.isPlace(each.tags().read());
    }

    /** Notes whether nodes come before ways, and ways before relations. */
    private static final class OrderCheck {

        private int highest;
        private boolean sorted = true;

        void see(OsmPrimitive each) {
            int kind =
                    switch (each) {
                        case Node node -> 0;
                        case Way way -> 1;
                        case Relation relation -> 2;
                    };
            sorted &= kind >= highest;
            highest = Math.max(highest, kind);
        }
    }

    private void remember(OsmPrimitive each) {
        if (each instanceof Node node) {
            nodes.put(node.id(), node.lat(), node.lon());
        } else if (each instanceof Way way && !way.isTooLong() && ways.want(way.id())) {
            ways.put(way.id(), way.nodeIds());
        }
    }

    /** What an element says of a place; null where it has nothing to do with one. */
    private @Nullable Parsed parse(OsmPrimitive each) throws BrokenFile {
        if (each.tags().count() == 0) {
            return null;
        }
        if (each.tags().areTooMany()) {
            return tooLong(each);
        }
        Map<String, String> tags = each.tags().read();
        if (!elements.isOfInterest(tags)) {
            return null;
        }
        return each.isTooLong() ? tooLong(each) : parse(each, tags);
    }

    private Parsed parse(OsmPrimitive each, Map<String, String> tags) throws BrokenFile {
        return switch (each) {
            case Node node -> parse(node, tags);
            case Way way ->
                    elements.parse(way.name(), tags, Centroid.of(List.of(pointsOf(way.nodeIds()))));
            case Relation relation -> parse(relation, tags);
        };
    }

    private Parsed parse(Node node, Map<String, String> tags) {
        return Coordinates.areValid(node.lat(), node.lon())
                ? elements.parse(node.name(), tags, new Coordinates(node.lat(), node.lon()))
                : elements.skipped(
                        "bad_coordinates",
                        node.name(),
                        node.name() + ": " + node.lat() + "," + node.lon());
    }

    private Parsed parse(Relation relation, Map<String, String> tags) throws BrokenFile {
        List<List<Coordinates>> lines = new ArrayList<>();
        int points = 0;
        for (long id : relation.outerWays()) {
            long[] nodeIds = ways.get(id);
            points += nodeIds.length;
            if (points > MOST_POINTS) {
                return tooLong(relation);
            }
            lines.add(pointsOf(nodeIds));
        }
        return elements.parse(relation.name(), tags, Centroid.of(lines));
    }

    private Parsed tooLong(OsmPrimitive each) {
        return elements.skipped("too_long", each.name(), each.name());
    }

    private List<Coordinates> pointsOf(long[] nodeIds) {
        List<Coordinates> points = new ArrayList<>(nodeIds.length);
        for (long id : nodeIds) {
            @Nullable Coordinates point = nodes.get(id);
            if (point != null) {
                points.add(point);
            }
        }
        return points;
    }
}

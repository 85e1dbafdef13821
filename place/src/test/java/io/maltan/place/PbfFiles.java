package io.maltan.place;

import com.google.protobuf.ByteString;
import crosby.binary.Osmformat;
import crosby.binary.StringTable;
import crosby.binary.file.BlockOutputStream;
import crosby.binary.file.FileBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes small OpenStreetMap PBF files with osmpbf's own writer. */
public final class PbfFiles {

    private static final double UNITS_A_DEGREE = 1e7;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Line> ways = new ArrayList<>();
    private final List<Line> relations = new ArrayList<>();
    private boolean waysFirst;

    private record Node(long id, double lat, double lon, Map<String, String> tags) {}

    private record Line(long id, List<Long> members, Map<String, String> tags) {}

    public PbfFiles node(long id, double lat, double lon, Map<String, String> tags) {
        nodes.add(new Node(id, lat, lon, tags));
        return this;
    }

    public PbfFiles way(long id, List<Long> nodeIds, Map<String, String> tags) {
        ways.add(new Line(id, nodeIds, tags));
        return this;
    }

    /** A relation of outer ways. */
    public PbfFiles relation(long id, List<Long> wayIds, Map<String, String> tags) {
        relations.add(new Line(id, wayIds, tags));
        return this;
    }

    /** Breaks the usual order of elements. */
    public PbfFiles waysFirst() {
        waysFirst = true;
        return this;
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BlockOutputStream blocks = new BlockOutputStream(bytes)) {
            blocks.write(FileBlock.newInstance("OSMHeader", header(), null));
            StringTable strings = strings();
            Osmformat.PrimitiveBlock.Builder block = Osmformat.PrimitiveBlock.newBuilder();
            if (waysFirst) {
                block.addPrimitivegroup(ways(strings)).addPrimitivegroup(dense(strings));
            } else {
                block.addPrimitivegroup(dense(strings)).addPrimitivegroup(ways(strings));
            }
            block.addPrimitivegroup(relations(strings)).setStringtable(strings.serialize());
            blocks.write(FileBlock.newInstance("OSMData", block.build().toByteString(), null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** A file with a block of data as it is, compressed. */
    public static byte[] around(byte[] block) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BlockOutputStream blocks = new BlockOutputStream(bytes)) {
            blocks.write(FileBlock.newInstance("OSMHeader", header(), null));
            blocks.write(FileBlock.newInstance("OSMData", ByteString.copyFrom(block), null));
        }
        return bytes.toByteArray();
    }

    /** A file that has no block of data. */
    public static byte[] withoutData() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BlockOutputStream blocks = new BlockOutputStream(bytes)) {
            blocks.write(FileBlock.newInstance("OSMHeader", header(), null));
        }
        return bytes.toByteArray();
    }

    private static ByteString header() {
        return Osmformat.HeaderBlock.newBuilder()
                .addRequiredFeatures("OsmSchema-V0.6")
                .addRequiredFeatures("DenseNodes")
                .build()
                .toByteString();
    }

    private StringTable strings() {
        StringTable strings = new StringTable();
        strings.incr("outer");
        List<Map<String, String>> all = new ArrayList<>();
        nodes.forEach(node -> all.add(node.tags()));
        ways.forEach(way -> all.add(way.tags()));
        relations.forEach(relation -> all.add(relation.tags()));
        for (Map<String, String> tags : all) {
            tags.forEach((key, value) -> {
                strings.incr(key);
                strings.incr(value);
            });
        }
        strings.finish();
        return strings;
    }

    private Osmformat.PrimitiveGroup dense(StringTable strings) {
        Osmformat.DenseNodes.Builder dense = Osmformat.DenseNodes.newBuilder();
        long id = 0;
        long lat = 0;
        long lon = 0;
        for (Node node : nodes) {
            long nextLat = Math.round(node.lat() * UNITS_A_DEGREE);
            long nextLon = Math.round(node.lon() * UNITS_A_DEGREE);
            dense.addId(node.id() - id).addLat(nextLat - lat).addLon(nextLon - lon);
            id = node.id();
            lat = nextLat;
            lon = nextLon;
            node.tags()
                    .forEach((key, value) ->
                            dense.addKeysVals(strings.getIndex(key))
                                    .addKeysVals(strings.getIndex(value)));
            dense.addKeysVals(0);
        }
        return Osmformat.PrimitiveGroup.newBuilder().setDense(dense).build();
    }

    private Osmformat.PrimitiveGroup ways(StringTable strings) {
        Osmformat.PrimitiveGroup.Builder group = Osmformat.PrimitiveGroup.newBuilder();
        for (Line way : ways) {
            Osmformat.Way.Builder builder = Osmformat.Way.newBuilder().setId(way.id());
            long last = 0;
            for (long member : way.members()) {
                builder.addRefs(member - last);
                last = member;
            }
            way.tags()
                    .forEach((key, value) ->
                            builder.addKeys(strings.getIndex(key))
                                    .addVals(strings.getIndex(value)));
            group.addWays(builder);
        }
        return group.build();
    }

    private Osmformat.PrimitiveGroup relations(StringTable strings) {
        Osmformat.PrimitiveGroup.Builder group = Osmformat.PrimitiveGroup.newBuilder();
        for (Line relation : relations) {
            Osmformat.Relation.Builder builder =
                    Osmformat.Relation.newBuilder().setId(relation.id());
            long last = 0;
            for (long member : relation.members()) {
                builder.addMemids(member - last)
                        .addTypes(Osmformat.Relation.MemberType.WAY)
                        .addRolesSid(strings.getIndex("outer"));
                last = member;
            }
            relation.tags()
                    .forEach((key, value) ->
                            builder.addKeys(strings.getIndex(key))
                                    .addVals(strings.getIndex(value)));
            group.addRelations(builder);
        }
        return group.build();
    }
}

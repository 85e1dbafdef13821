package io.maltan.compose.mainjob;

import com.google.protobuf.ByteString;
import crosby.binary.Osmformat;
import crosby.binary.file.BlockOutputStream;
import crosby.binary.file.CompressFlags;
import crosby.binary.file.FileBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a small OpenStreetMap extract of an invented village, where no real one is at hand. */
public final class Extract {

    public static final double LATITUDE = 42.5063;
    public static final double LONGITUDE = 1.5218;

    private static final int PLACES = 120;
    private static final int SIDE = 12;
    private static final double SPACING_DEGREES = 0.0015;
    private static final double UNITS_PER_DEGREE = 1e7;
    private static final int NO_PLACE_EVERY = 10;

    private static final List<Map<String, String>> KINDS =
            List.of(
                    Map.of("amenity", "restaurant", "cuisine", "regional"),
                    Map.of("amenity", "cafe"),
                    Map.of("tourism", "museum"),
                    Map.of("shop", "bakery"),
                    Map.of("leisure", "park"),
                    Map.of("amenity", "pharmacy", "opening_hours", "Mo-Su 00:00-24:00"));

    private final List<String> strings = new ArrayList<>(List.of(""));
    private final Map<String, Integer> indexes = new TreeMap<>();

    private Extract() {}

    /** Writes the extract; the same one each time. */
    public static Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                BlockOutputStream blocks = new BlockOutputStream(out)) {
            blocks.setCompress(CompressFlags.DEFLATE);
            blocks.write(FileBlock.newInstance("OSMHeader", header(), null));
            blocks.write(FileBlock.newInstance("OSMData", new Extract().data(), null));
        }
        return file;
    }

    private static ByteString header() {
        return Osmformat.HeaderBlock.newBuilder()
                .addRequiredFeatures("OsmSchema-V0.6")
                .addRequiredFeatures("DenseNodes")
                .setWritingprogram("maltan")
                .build()
                .toByteString();
    }

    private ByteString data() {
        Osmformat.DenseNodes nodes = nodes();
        Osmformat.StringTable.Builder table = Osmformat.StringTable.newBuilder();
        strings.forEach(text -> table.addS(ByteString.copyFrom(text, StandardCharsets.UTF_8)));
        return Osmformat.PrimitiveBlock.newBuilder()
                .setStringtable(table)
                .addPrimitivegroup(Osmformat.PrimitiveGroup.newBuilder().setDense(nodes))
                .build()
                .toByteString();
    }

    private Osmformat.DenseNodes nodes() {
        Osmformat.DenseNodes.Builder nodes = Osmformat.DenseNodes.newBuilder();
        long latitude = 0;
        long longitude = 0;
        for (int i = 0; i < PLACES; i++) {
            long nextLatitude = units(LATITUDE + (i / SIDE - SIDE / 2) * SPACING_DEGREES);
            long nextLongitude = units(LONGITUDE + (i % SIDE - SIDE / 2) * SPACING_DEGREES);
            nodes.addId(i == 0 ? 1_000_000 : 1);
            nodes.addLat(nextLatitude - latitude);
            nodes.addLon(nextLongitude - longitude);
            latitude = nextLatitude;
            longitude = nextLongitude;
            tags(i).forEach((key, value) ->
                    nodes.addKeysVals(index(key)).addKeysVals(index(value)));
            nodes.addKeysVals(0);
        }
        return nodes.build();
    }

    private static Map<String, String> tags(int i) {
        Map<String, String> tags = new TreeMap<>(KINDS.get(i % KINDS.size()));
        if (i % NO_PLACE_EVERY != 0) { // every tenth has no name and is skipped
            tags.put("name", "Vilatest %s %d".formatted(tags.values().iterator().next(), i));
            tags.put("name:ko", "시험마을 %d".formatted(i));
        }
        return tags;
    }

    private int index(String text) {
        return indexes.computeIfAbsent(
                text,
                added -> {
                    strings.add(added);
                    return strings.size() - 1;
                });
    }

    private static long units(double degrees) {
        return Math.round(degrees * UNITS_PER_DEGREE);
    }
}

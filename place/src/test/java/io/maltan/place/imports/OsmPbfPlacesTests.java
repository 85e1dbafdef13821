package io.maltan.place.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import crosby.binary.Osmformat;
import io.maltan.place.PbfFiles;
import io.maltan.place.catalogue.PlaceStatus;
import io.maltan.place.category.CategoryFile;
import io.maltan.place.geography.Coordinates;
import io.maltan.place.hours.TimeZoneGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where places of OpenStreetMap stand, and what files may hold. */
class OsmPbfPlacesTests {

    private static final Map<String, String> PARK = Map.of("leisure", "park", "name", "Park");

    @TempDir private Path folder;

    private static RecordReaders readers() throws IOException {
        return new RecordReaders(CategoryFile.categories(), TimeZoneGrid.timeZones());
    }

    private static ImportRequest request() {
        return new ImportRequest(
                UUID.randomUUID(), ImportFormat.OSM_PBF, false, false, "osm", 0, null);
    }

    private List<Parsed> read(byte[] file) throws IOException {
        return read(Files.write(folder.resolve(UUID.randomUUID() + ".pbf"), file));
    }

    private static List<Parsed> read(Path file) throws IOException {
        List<Parsed> all = new ArrayList<>();
        try (RecordReader reader = readers().open(file, request())) {
            for (Parsed next = reader.next(); next != null; next = reader.next()) {
                all.add(next);
            }
        }
        return all;
    }

    private Coordinates positionIn(PbfFiles file) throws IOException {
        return ((Parsed.Usable) read(file.toBytes()).getLast()).content().position();
    }

    private Parsed only(Map<String, String> tags) throws IOException {
        return read(new PbfFiles().node(1, 37, 127, tags).toBytes()).getFirst();
    }

    private PlaceStatus statusOf(Map<String, String> tags) throws IOException {
        return ((Parsed.Usable) only(tags)).content().status();
    }

    @Test
    void whereNothingIsAnyMoreIsNoPlace() throws IOException {
        for (String nothing : List.of("vacant", "no", "disused")) {
            assertThat(only(Map.of("shop", nothing, "name", "Was here")))
                    .isInstanceOfSatisfying(
                            Parsed.Skipped.class,
                            skipped -> assertThat(skipped.reason()).isEqualTo("no_category"));
        }
        assertThat(only(Map.of("shop", "no", "amenity", "cafe", "name", "Is here")))
                .isInstanceOf(Parsed.Usable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "disused, yes, CLOSED",
        "abandoned, yes, CLOSED",
        "end_date, 2021-01-01, CLOSED",
        "end_date, 2021-02, CLOSED",
        "end_date, 2021, CLOSED",
        "disused, no, OPEN",
        "end_date, 2999, OPEN",
        "end_date, 2021-13, OPEN",
        "end_date, unknown, OPEN",
    })
    void whatIsOutOfUseIsClosed(String key, String value, PlaceStatus status) throws IOException {
        assertThat(statusOf(Map.of("shop", "books", "name", "A", key, value))).isEqualTo(status);
    }

    @Test
    void whatIsHistoricHasNotClosed() throws IOException {
        assertThat(statusOf(Map.of("historic", "castle", "name", "Ruin", "end_date", "1592")))
                .isEqualTo(PlaceStatus.OPEN);
    }

    @Test
    void namesOfTheBrandInAnyLanguageAreAliases() throws IOException {
        Parsed.Usable place =
                (Parsed.Usable)
                        only(
                                Map.of(
                                        "amenity", "cafe",
                                        "name", "Zorbacks Downtown",
                                        "brand", "Zorbacks",
                                        "brand:ko", "조르백스",
                                        "brand:wikidata", "Q1",
                                        "alt_name:en", "Zorb's;The Zorb"));
        assertThat(place.content().aliases())
                .containsExactly("Zorbacks", "Zorb's", "The Zorb", "조르백스");
    }

    @Test
    void aRelationStandsInTheMiddleOfTheRingThatItsWaysMake() throws IOException {
        PbfFiles square =
                new PbfFiles()
                        .node(1, 0, 0, Map.of())
                        .node(2, 0, 1, Map.of())
                        .node(3, 1, 1, Map.of())
                        .node(4, 1, 0, Map.of())
                        .way(10, List.of(4L, 1L, 2L, 3L), Map.of())
                        .way(11, List.of(3L, 4L), Map.of())
                        .relation(100, List.of(10L, 11L), PARK);
        assertThat(positionIn(square)).isEqualTo(new Coordinates(0.5, 0.5));
    }

    @Test
    void ofSeveralRingsTheLargerWeighMore() throws IOException {
        PbfFiles islands =
                new PbfFiles()
                        .node(1, 0, 0, Map.of())
                        .node(2, 0, 3, Map.of())
                        .node(3, 3, 3, Map.of())
                        .node(4, 3, 0, Map.of())
                        .node(5, 0, 10, Map.of())
                        .node(6, 1, 10, Map.of())
                        .node(7, 1, 11, Map.of())
                        .node(8, 0, 11, Map.of())
                        .way(10, List.of(1L, 2L, 3L, 4L, 1L), Map.of())
                        .way(11, List.of(5L, 6L, 7L, 8L, 5L), Map.of())
                        .relation(100, List.of(10L, 11L), PARK);
        assertThat(positionIn(islands)).isEqualTo(new Coordinates(1.4, 2.4));
    }

    @Test
    void whatLiesOnBothSidesOfThe180thMeridianStandsThere() throws IOException {
        PbfFiles island =
                new PbfFiles()
                        .node(1, 0, 179, Map.of())
                        .node(2, 0, -179.5, Map.of())
                        .node(3, 1, -179.5, Map.of())
                        .node(4, 1, 179, Map.of())
                        .way(10, List.of(1L, 2L, 3L), Map.of())
                        .way(11, List.of(3L, 4L, 1L), Map.of())
                        .relation(100, List.of(10L, 11L), PARK);
        assertThat(positionIn(island)).isEqualTo(new Coordinates(0.5, 179.75));
    }

    @Test
    void linesThatMakeNoRingStandAtTheMeanOfTheirPoints() throws IOException {
        PbfFiles path =
                new PbfFiles()
                        .node(1, 0, 0, Map.of())
                        .node(2, 0, 1, Map.of())
                        .node(3, 3, 2, Map.of())
                        .way(10, List.of(1L, 2L), Map.of())
                        .way(11, List.of(3L), Map.of())
                        .relation(100, List.of(10L, 11L, 12L), PARK);
        assertThat(positionIn(path)).isEqualTo(new Coordinates(1, 1));
    }

    @Test
    void aLineThatCrossesItselfStandsAmongItsPoints() throws IOException {
        PbfFiles bowTie =
                new PbfFiles()
                        .node(1, 0, 0, Map.of())
                        .node(2, 1, 1, Map.of())
                        .node(3, 0, 1, Map.of())
                        .node(4, 1.000004, 0, Map.of())
                        .way(10, List.of(1L, 2L, 3L, 4L, 1L), PARK);
        assertThat(positionIn(bowTie)).isEqualTo(new Coordinates(0.500001, 0.5));
    }

    @Test
    void aWayOfMoreNodesThanThereMayBeIsOneBadRecord() throws IOException {
        List<Long> ids = LongStream.rangeClosed(1, 2_001).boxed().toList();
        PbfFiles file =
                new PbfFiles()
                        .node(1, 1, 1, Map.of("amenity", "cafe", "name", "Good"))
                        .way(10, ids, PARK)
                        .way(11, ids.subList(0, 2_000), PARK);
        assertThat(outcomes(read(file.toBytes())))
                .containsExactly("osm:node/1", "too_long way/10", "osm:way/11");
    }

    private static List<String> outcomes(List<Parsed> all) {
        return all.stream()
                .map(parsed ->
                        switch (parsed) {
                            case Parsed.Usable usable -> usable.source();
                            case Parsed.Skipped skipped ->
                                    skipped.reason() + " " + skipped.example();
                        })
                .toList();
    }

    @Test
    void anElementOfThousandsOfTagsIsOneBadRecord() throws IOException {
        Osmformat.DenseNodes.Builder dense = Osmformat.DenseNodes.newBuilder();
        dense.addId(1).addId(1).addLat(0).addLat(0).addLon(0).addLon(0);
        for (int i = 0; i < 2_001; i++) {
            dense.addKeysVals(1).addKeysVals(2);
        }
        dense.addKeysVals(0);
        dense.addKeysVals(1).addKeysVals(2).addKeysVals(3).addKeysVals(4).addKeysVals(0);
        byte[] file =
                block(
                        Osmformat.PrimitiveGroup.newBuilder().setDense(dense),
                        "",
                        "amenity",
                        "cafe",
                        "name",
                        "Good");
        assertThat(outcomes(read(file))).containsExactly("too_long node/1", "osm:node/2");
    }

    @Test
    void columnsThatDifferInLengthAreBroken() throws IOException {
        for (Osmformat.DenseNodes dense :
                List.of(
                        Osmformat.DenseNodes.newBuilder().addId(1).addLat(0).build(),
                        Osmformat.DenseNodes.newBuilder()
                                .addId(1)
                                .addLat(0)
                                .addLon(0)
                                .addKeysVals(1)
                                .build(),
                        Osmformat.DenseNodes.newBuilder()
                                .addId(1)
                                .addLat(0)
                                .addLon(0)
                                .addKeysVals(1)
                                .addKeysVals(9)
                                .addKeysVals(0)
                                .build())) {
            byte[] file =
                    block(Osmformat.PrimitiveGroup.newBuilder().setDense(dense), "", "amenity");
            assertThatThrownBy(() -> read(file)).isInstanceOf(BrokenFile.class);
        }
    }

    @Test
    void aFileWhosePlacesAreDrawnWithTooManyNodesIsRefused() throws IOException {
        byte[] content =
                new PbfFiles()
                        .node(1, 0, 0, Map.of())
                        .way(10, List.of(1L, 1L, 1L, 1L), PARK)
                        .toBytes();
        Path file = Files.write(folder.resolve("large.pbf"), content);
        OsmElement elements =
                new OsmElement(request(), CategoryFile.categories(), TimeZoneGrid.timeZones());
        assertThatThrownBy(() -> new OsmPbfPlaces(file, elements, 3))
                .isInstanceOfSatisfying(
                        BrokenFile.class,
                        broken -> assertThat(broken.reason()).isEqualTo("too_large"));
        new OsmPbfPlaces(file, elements, 4).close();
    }

    /** In a process with two thirds of the heap that the service has. */
    @Test
    void whatSmallFilesHoldManyTimesFitsIntoASmallHeap() throws Exception {
        assertThat(readInSmallHeap(aWayOfMillionsOfNodes()))
                .containsExactly("too_long way/1: 1", "usable: 0");
        assertThat(readInSmallHeap(thousandsOfPlacesWithTheSameLongNames()))
                .containsExactly("usable: 8000");
    }

    private static byte[] aWayOfMillionsOfNodes() throws IOException {
        Osmformat.Way.Builder way = Osmformat.Way.newBuilder().setId(1);
        way.addKeys(1).addVals(2).addKeys(3).addVals(4);
        for (int i = 0; i < 4_000_000; i++) {
            way.addRefs(1);
        }
        return block(
                Osmformat.PrimitiveGroup.newBuilder().addWays(way),
                "",
                "amenity",
                "cafe",
                "name",
                "Endless");
    }

    private static byte[] thousandsOfPlacesWithTheSameLongNames() throws IOException {
        List<String> strings = new ArrayList<>(List.of("", "amenity", "cafe", "name"));
        strings.add("가".repeat(200));
        for (int i = 0; i < 60; i++) {
            strings.add("name:%c%c".formatted('a' + i / 26, 'a' + i % 26));
        }
        Osmformat.DenseNodes.Builder dense = Osmformat.DenseNodes.newBuilder();
        for (int i = 0; i < 8_000; i++) {
            dense.addId(1).addLat(0).addLon(0);
            dense.addKeysVals(1).addKeysVals(2).addKeysVals(3).addKeysVals(4);
            for (int language = 0; language < 60; language++) {
                dense.addKeysVals(5 + language).addKeysVals(4);
            }
            dense.addKeysVals(0);
        }
        return block(
                Osmformat.PrimitiveGroup.newBuilder().setDense(dense),
                strings.toArray(String[]::new));
    }

    private static byte[] block(Osmformat.PrimitiveGroup.Builder group, String... strings)
            throws IOException {
        Osmformat.StringTable.Builder table = Osmformat.StringTable.newBuilder();
        for (String string : strings) {
            table.addS(ByteString.copyFromUtf8(string));
        }
        return PbfFiles.around(
                Osmformat.PrimitiveBlock.newBuilder()
                        .setStringtable(table)
                        .addPrimitivegroup(group)
                        .build()
                        .toByteArray());
    }

    private List<String> readInSmallHeap(byte[] content) throws Exception {
        Path file = Files.write(folder.resolve("small.pbf"), content);
        assertThat(content.length).isLessThan(1 << 20);
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeap.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output);
    }

    /** Reads a file, and says what it skips and how many places there are. */
    static final class SmallHeap {

        public static void main(String[] files) throws IOException {
            long usable = 0;
            try (RecordReader reader = readers().open(Path.of(files[0]), request())) {
                for (Parsed next = reader.next(); next != null; next = reader.next()) {
                    if (next instanceof Parsed.Skipped skipped) {
                        System.out.println(skipped.reason() + " " + skipped.example() + ": 1");
                    } else {
                        usable++;
                    }
                }
            }
            System.out.println("usable: " + usable);
        }
    }
}

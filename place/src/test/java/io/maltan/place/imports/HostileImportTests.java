package io.maltan.place.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.maltan.place.PbfFiles;
import io.maltan.place.catalogue.PlaceContent;
import io.maltan.place.catalogue.PlaceStatus;
import io.maltan.place.category.Categories;
import io.maltan.place.category.CategoryFile;
import io.maltan.place.geography.Coordinates;
import io.maltan.place.hours.TimeZoneGrid;
import io.maltan.place.hours.TimeZones;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What files of others may hold, read without a database. */
class HostileImportTests {

    private static RecordReaders readers;

    @TempDir private Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        Categories categories = CategoryFile.categories();
        TimeZones timeZones = TimeZoneGrid.timeZones();
        readers = new RecordReaders(categories, timeZones);
    }

    private List<Parsed> read(ImportFormat format, String content) throws IOException {
        return read(
                format, Files.writeString(folder.resolve(UUID.randomUUID().toString()), content));
    }

    private static List<Parsed> read(ImportFormat format, Path file) throws IOException {
        ImportRequest request =
                new ImportRequest(
                        UUID.randomUUID(), format, false, false, "test", 0.5, "Asia/Seoul");
        List<Parsed> all = new ArrayList<>();
        try (RecordReader reader = readers.open(file, request)) {
            for (Parsed next = reader.next(); next != null; next = reader.next()) {
                all.add(next);
            }
        }
        return all;
    }

    private static List<String> outcomes(List<Parsed> all) {
        return all.stream()
                .map(parsed ->
                        switch (parsed) {
                            case Parsed.Usable usable -> usable.content().name();
                            case Parsed.Skipped skipped ->
                                    skipped.reason() + " " + skipped.example();
                        })
                .toList();
    }

    @Test
    void readsTablesByOtherNamesSeparatorsAndEncodings() throws IOException {
        String table = "\ufeff상호명;업종;위도;경도;name_ja\n\"두 줄\n이름\";카페;37,5;127;\n다방;카페;37.5;127;カフェ\n";
        assertThat(outcomes(read(ImportFormat.CSV, table))).containsExactly("두 줄 이름", "다방");
        Path korean = folder.resolve("korean.csv");
        Files.write(
                korean,
                table.substring(1).replace("カフェ", "").getBytes(Charset.forName("x-windows-949")));
        assertThat(outcomes(read(ImportFormat.CSV, korean))).contains("다방");
        Parsed.Usable cafe = (Parsed.Usable) read(ImportFormat.CSV, table).getLast();
        assertThat(cafe.content().category()).isEqualTo("cafe");
        assertThat(cafe.content().names()).containsEntry("ja", "カフェ");
    }

    @Test
    void readsWhatSpreadsheetsWrite() throws IOException {
        String table =
                "\ufeffname\tcategory\tlat\tlon\n카페\tcafe\t-58,5\t127,25\nB\tcafe\t1,2,3\t1\n";
        for (Charset unicode : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path file = folder.resolve(unicode.name());
            Files.write(file, table.getBytes(unicode));
            List<Parsed> read = read(ImportFormat.CSV, file);
            assertThat(outcomes(read)).containsExactly("카페", "bad_coordinates line 3: 1,2,3,1");
            assertThat(((Parsed.Usable) read.getFirst()).content().position())
                    .isEqualTo(new Coordinates(-58.5, 127.25));
        }
    }

    @Test
    void theFirstLineMayNameTheSeparator() throws IOException {
        for (String first : List.of("sep=;", "SEP=;", "\"sep=;\"", "\ufeffsep=;")) {
            assertThat(
                            outcomes(
                                    read(
                                            ImportFormat.CSV,
                                            first
                                                    + "\r\nname;category;lat;lon\r\nA, B and C;cafe;1,5;2\r\nD;cafe;x;1\r\n")))
                    .containsExactly("A, B and C", "bad_coordinates line 4: x,1");
        }
        assertThat(outcomes(read(ImportFormat.CSV, "sep=|\nname|category|lat|lon\nA|cafe|1|2\n")))
                .containsExactly("A");
        assertThatThrownBy(() -> read(ImportFormat.CSV, "sep=;\n")).isInstanceOf(BrokenFile.class);
    }

    @Test
    void aLineOfAHundredMegabytesIsOneBadRecord() throws IOException {
        Path file = folder.resolve("long.csv");
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write("name,category,lat,lon\nA,cafe,1,1\n\"");
            String piece = "x".repeat(1 << 20);
            for (int i = 0; i < 100; i++) {
                writer.write(piece);
            }
            writer.write("\",cafe,1,1\nB,cafe,1,1\n");
        }
        assertThat(outcomes(read(ImportFormat.CSV, file)))
                .containsExactly("A", "too_long line 3", "B");
    }

    @Test
    void aQuoteThatIsNeverClosedDoesNotTakeTheRestOfTheFile() throws IOException {
        StringBuilder table = new StringBuilder("name,category,lat,lon\n\"A,cafe,1,1\n");
        for (int i = 0; i < 20_000; i++) {
            table.append("Place ").append(i).append(",cafe,1,1\n");
        }
        List<String> outcomes = outcomes(read(ImportFormat.CSV, table.toString()));
        assertThat(outcomes).hasSize(20_001).startsWith("too_long line 2", "Place 0");
        assertThat(outcomes).allMatch(outcome -> outcome.matches("too_long line 2|Place [0-9]+"));
    }

    @Test
    void textBehindAQuotedFieldCostsItsRecordAlone() throws IOException {
        String table =
                """
                id,name,category,lat,lon
                1,"A" x,cafe,1,1
                2,B,cafe,1,1
                3,"5" "nails",cafe,1,1
                4,"C "" D",cafe,1,1
                5,"He said "hi", twice",cafe,1,1
                6,"E
                "x,cafe,1,1
                7,F,cafe,x,1
                """;
        List<Parsed> all = read(ImportFormat.CSV, table);
        assertThat(outcomes(all))
                .containsExactly(
                        "bad_quotes line 2",
                        "B",
                        "bad_quotes line 4",
                        "C \" D",
                        "bad_quotes line 6",
                        "bad_quotes line 7",
                        "bad_quotes line 8",
                        "bad_coordinates line 9: x,1");
        assertThat(((Parsed.Skipped) all.getFirst()).source()).isEqualTo("test:1");
    }

    @Test
    void aQuoteThatIsNeverClosedCostsItsLineAlone() throws IOException {
        String table =
                """
                name,category,lat,lon,address
                "A,cafe,1,1,x
                B,cafe,1,1,x
                C,cafe,1,1,"y"
                "D
                E",cafe,1,1,"z"
                "F,cafe,1,1,x
                "G,cafe,1,1,x
                H,cafe,1,1,x
                """;
        for (String end : List.of("\n", "\r\n", "\r")) {
            assertThat(outcomes(read(ImportFormat.CSV, table.replace("\n", end))))
                    .containsExactly(
                            "bad_quotes line 2",
                            "B",
                            "C",
                            "D E",
                            "bad_quotes line 7",
                            "bad_quotes line 8",
                            "H");
        }
    }

    @Test
    void aQuoteThatIsOpenInTheLastLineCostsIt() throws IOException {
        for (String last : List.of("\"Z,cafe,1,1,x", "Z,cafe,1,1,\"x", "Z,cafe,1,1,\"")) {
            for (String end : List.of("\n", "")) {
                String table = "name,category,lat,lon,address\nA,cafe,1,1,x\n" + last + end;
                assertThat(outcomes(read(ImportFormat.CSV, table)))
                        .containsExactly("A", "bad_quotes line 3");
            }
        }
    }

    @Test
    @Timeout(20)
    void quotesInEveryLineAreNotReadAgainForEver() throws IOException {
        String table = "name,category,lat,lon\n" + "a\",\"\n".repeat(1_000_000) + "A,cafe,1,1\n";
        assertThat(outcomes(read(ImportFormat.CSV, table))).endsWith("A");
    }

    @Test
    void aQuoteInsideOfAFieldIsACharacterLikeOthers() throws IOException {
        StringBuilder table = new StringBuilder("name,category,lat,lon\n5\" nails,cafe,1,1\n");
        for (int i = 0; i < 20_000; i++) {
            table.append("Place ").append(i).append(",cafe,1,1\n");
        }
        List<String> outcomes = outcomes(read(ImportFormat.CSV, table.toString()));
        assertThat(outcomes).hasSize(20_001).startsWith("5\" nails", "Place 0");
        assertThat(outcomes).allMatch(outcome -> outcome.matches("5\" nails|Place [0-9]+"));
    }

    @Test
    void aRecordThatIsCutBetweenTwoQuotesLeavesNoneOpen() throws IOException {
        String table =
                "name,category,lat,lon\n\""
                        + "x".repeat(LimitedRecords.LONGEST_RECORD - 3)
                        + "\"\"xxx\",cafe,1,1\nB,cafe,1,1\n";
        assertThat(outcomes(read(ImportFormat.CSV, table))).containsExactly("too_long line 2", "B");
    }

    @Test
    void linesMayEndAsOnAnySystem() throws IOException {
        StringBuilder table = new StringBuilder("name,category,lat,lon\n");
        for (int i = 0; i < 20_000; i++) {
            table.append("Place ").append(i).append(",cafe,1,1\n");
        }
        table.append("\"Two\nlines\",cafe,1,1\nLast,cafe,x,1\n");
        for (String end : List.of("\n", "\r\n", "\r")) {
            List<String> outcomes =
                    outcomes(read(ImportFormat.CSV, table.toString().replace("\n", end)));
            assertThat(outcomes).hasSize(20_002).contains("Place 0", "Place 19999", "Two lines");
            assertThat(outcomes.getLast()).isEqualTo("bad_coordinates line 20004: x,1");
        }
    }

    @Test
    void koreanTablesMayBeginWithManyLinesInEnglish() throws IOException {
        StringBuilder table = new StringBuilder("name,category,lat,lon\n");
        for (int i = 0; i < 5_000; i++) {
            table.append("Place ").append(i).append(",cafe,1,1\n");
        }
        assertThat(table.length()).isGreaterThan(1 << 16);
        table.append("다방,카페,37.5,127\n");
        Path korean = folder.resolve("late.csv");
        Files.write(korean, table.toString().getBytes(Charset.forName("x-windows-949")));
        assertThat(outcomes(read(ImportFormat.CSV, korean))).hasSize(5_001).endsWith("다방");
        assertThat(outcomes(read(ImportFormat.CSV, table.toString()))).endsWith("다방");
    }

    @Test
    void whatIsKeptOfATextFollowsTheRulesForPeople() throws IOException {
        Map<String, String> websites =
                Map.ofEntries(
                        Map.entry("www.a.kr", "https://www.a.kr"),
                        Map.entry("가게.한국/메뉴", "https://가게.한국/메뉴"),
                        Map.entry("a.kr:8080?x=1", "https://a.kr:8080?x=1"),
                        Map.entry("HTTP://a.kr", "HTTP://a.kr"),
                        Map.entry("https://a.kr; https://b.kr", "https://a.kr"),
                        Map.entry("javascript:alert(1)", "none"),
                        Map.entry("mailto:me@a.kr", "none"),
                        Map.entry("1.5", "none"),
                        Map.entry("none known", "none"),
                        Map.entry("a.".repeat(20_000) + "kr", "none"),
                        Map.entry("https://a.kr/" + "x".repeat(500), "none"));
        for (Map.Entry<String, String> website : websites.entrySet()) {
            String table =
                    "name,category,lat,lon,website,phone,opening_hours\nA,cafe,1,1,\""
                            + website.getKey()
                            + "\",%s,매일\n".formatted("1".repeat(101));
            PlaceContent content =
                    ((Parsed.Usable) read(ImportFormat.CSV, table).getFirst()).content();
            assertThat(String.valueOf(content.website()).replace("null", "none"))
                    .isEqualTo(website.getValue());
            assertThat(content.phone()).isNull();
            assertThat(content.openingHours()).isEqualTo("매일");
        }
    }

    @Test
    void aRecordOfCountlessFieldsDoesNotTakeTheRestOfTheFile() throws IOException {
        String table =
                "name,category,lat,lon\nA,cafe,1,1"
                        + ",".repeat(50_000)
                        + "\nB,cafe,1,1\n"
                        + "\t".repeat(50_000)
                        + "\nC,cafe,1,1\n";
        assertThat(outcomes(read(ImportFormat.CSV, table)))
                .containsExactly("too_long line 2", "B", "too_long line 4", "C");
    }

    @Test
    void coordinatesThatAreNoneAreReported() throws IOException {
        String table =
                """
                name,category,lat,lon
                A,cafe,NaN,1
                B,cafe,1,Infinity
                C,cafe,1e999,1
                D,cafe,91,1
                E,cafe,1,-180.1
                F,cafe,0x1p3,1
                G\0,cafe,1,1
                H,cafe,-90,180
                """;
        assertThat(outcomes(read(ImportFormat.CSV, table)))
                .extracting(outcome -> outcome.split(" ", -1)[0])
                .containsExactly(
                        "bad_coordinates",
                        "bad_coordinates",
                        "bad_coordinates",
                        "bad_coordinates",
                        "bad_coordinates",
                        "bad_coordinates",
                        "bad_name",
                        "H");
    }

    @Test
    void readsOverturePlaces() throws IOException {
        String place =
                """
                {"type":"Feature","id":"08f30","geometry":{"type":"Point","coordinates":[126.97,37.56]},"properties":{\
                "names":{"primary":"블루보틀","common":{"en":"Blue Bottle","bad key":"x"},"rules":[{"variant":"alternate","value":"BB"}]},\
                "categories":{"primary":"coffee_shop","alternate":["bakery"]},"confidence":0.95,\
                "websites":["https://example.org"],"phones":["+82 2 123"],"brand":{"names":{"primary":"Blue Bottle Coffee"}},\
                "addresses":[{"freeform":"성수동 1","locality":"Seoul","country":"KR"}],"operating_status":"temporarily_closed"}}\
                """;
        String unlikely = place.replace("0.95", "0.1").replace("08f30", "08f31");
        String unknown = place.replace("coffee_shop", "no_such").replace("bakery", "nor_this");
        String alternate = place.replace("coffee_shop", "no_such").replace("08f30", "08f32");
        String restaurant = place.replace("coffee_shop", "peruvian_restaurant");
        for (String sequence :
                List.of(
                        String.join(
                                "\n",
                                place,
                                unlikely,
                                unknown,
                                "{broken",
                                alternate,
                                restaurant,
                                ""),
                        "\u001e"
                                + String.join(
                                        "\n\u001e",
                                        place.replace("\"properties\"", "\n\"properties\""),
                                        unlikely,
                                        unknown,
                                        "{broken",
                                        alternate,
                                        restaurant))) {
            List<Parsed> all = read(ImportFormat.OVERTURE_GEOJSONSEQ, sequence);
            assertThat(outcomes(all))
                    .extracting(outcome -> outcome.split(" ", -1)[0])
                    .containsExactly(
                            "블루보틀", "low_confidence", "no_category", "bad_json", "블루보틀", "블루보틀");
            Parsed.Usable first = (Parsed.Usable) all.getFirst();
            assertThat(first.source()).isEqualTo("test:08f30");
            assertThat(first.content().category()).isEqualTo("cafe.coffee");
            assertThat(first.content().names())
                    .containsExactly(java.util.Map.entry("en", "Blue Bottle"));
            assertThat(first.content().aliases())
                    .containsExactlyInAnyOrder("Blue Bottle Coffee", "BB");
            assertThat(first.content().address()).isEqualTo("성수동 1, Seoul");
            assertThat(first.content().status().code()).isEqualTo("temporarily_closed");
            assertThat(((Parsed.Usable) all.getLast()).content().category())
                    .isEqualTo("food.restaurant");
        }
    }

    /** As the API shows a place, and as tools for OpenStreetMap write one. */
    @Test
    void readsFeaturesInOtherShapes() throws IOException {
        String feature =
                """
                {"type":"Feature","id":"%s","geometry":{"type":"Point","coordinates":[3,10]},"properties":{%s}}
                """;
        String api =
                feature.formatted(
                        "a1",
                        """
                        "name":"다방","names":{"en":"Tea house","fr":null},"category":"cafe.coffee",\
                        "openingHours":"Mo-Fr 10:00-20:00","timeZone":"Asia/Tokyo"\
                        """);
        String osm =
                feature.formatted(
                        "node/1",
                        """
                        "name":"다방","name:en":"Tea house","amenity":"cafe","contact:phone":"02-1",\
                        "addr:street":"인사동길","addr:housenumber":"5","opening_hours":"Mo-Fr 10:00-20:00"\
                        """);
        List<Parsed> all = read(ImportFormat.OVERTURE_GEOJSONSEQ, api + osm);
        assertThat(all)
                .extracting(parsed -> ((Parsed.Usable) parsed).content())
                .allSatisfy(content -> {
                    assertThat(content.name()).isEqualTo("다방");
                    assertThat(content.names()).containsExactly(Map.entry("en", "Tea house"));
                    assertThat(content.category()).isEqualTo("cafe.coffee");
                    assertThat(content.openingHours()).isEqualTo("Mo-Fr 10:00-20:00");
                });
        assertThat(((Parsed.Usable) all.getFirst()).content().timeZone()).isEqualTo("Asia/Tokyo");
        PlaceContent tagged = ((Parsed.Usable) all.getLast()).content();
        assertThat(tagged.address()).isEqualTo("인사동길 5");
        assertThat(tagged.phone()).isEqualTo("02-1");
    }

    /** Nobody could tell such places apart, or what their names would do to a page. */
    @Test
    void tagsOfFeaturesTellWhatIsOutOfUse() throws IOException {
        String feature =
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,1]},\"properties\":{\"name\":\"A\",%s}}";
        List<Parsed> read =
                read(
                        ImportFormat.GEOJSON,
                        "{\"type\":\"FeatureCollection\",\"features\":["
                                + feature.formatted("\"amenity\":\"cafe\",\"disused\":\"yes\"")
                                + ","
                                + feature.formatted(
                                        "\"amenity\":\"cafe\",\"disused\":\"yes\",\"status\":\"open\"")
                                + ","
                                + feature.formatted("\"shop\":\"vacant\"")
                                + "]}");
        assertThat(((Parsed.Usable) read.get(0)).content().status()).isEqualTo(PlaceStatus.CLOSED);
        assertThat(((Parsed.Usable) read.get(1)).content().status()).isEqualTo(PlaceStatus.OPEN);
        assertThat(((Parsed.Skipped) read.get(2)).reason()).isEqualTo("no_category");
    }

    @Test
    void namesCanBeSeenOnOneLine() throws IOException {
        String table =
                """
                name,category,lat,lon,name_en
                \u200b\u3164,cafe,1,1,
                \u202egnp.exe,cafe,1,1,
                "두 줄
                이름",cafe,1,1,\u200b
                👩\u200d🍳 Kitchen,cafe,1,1,"Two
                  lines"
                """;
        List<Parsed> all = read(ImportFormat.CSV, table);
        assertThat(outcomes(all))
                .containsExactly("bad_name line 2", "gnp.exe", "두 줄 이름", "👩\u200d🍳 Kitchen");
        assertThat(((Parsed.Usable) all.get(2)).content().names()).isEmpty();
        assertThat(((Parsed.Usable) all.get(3)).content().names())
                .containsExactly(Map.entry("en", "Two lines"));
    }

    @Test
    void aSequenceThatIsCutOffIsBroken() {
        assertThatThrownBy(() ->
                        read(ImportFormat.OVERTURE_GEOJSONSEQ, "{\"type\":\"Feature\",\"prop"))
                .isInstanceOf(BrokenFile.class);
        assertThatThrownBy(() -> read(ImportFormat.OVERTURE_GEOJSONSEQ, " \n"))
                .isInstanceOf(BrokenFile.class);
    }

    @Test
    void geometriesOfEveryKindHaveAMiddle() throws IOException {
        Map<String, Coordinates> middles = new LinkedHashMap<>();
        middles.put("'Point','coordinates':[3,10,99.5]", new Coordinates(10, 3));
        middles.put("'MultiPoint','coordinates':[[3,10],[3.002,10]]", new Coordinates(10, 3.001));
        middles.put("'LineString','coordinates':[[3,10],[3.002,10]]", new Coordinates(10, 3.001));
        middles.put(
                "'MultiLineString','coordinates':[[[3,10],[3.002,10]],[[3.004,10],[3.006,10]]]",
                new Coordinates(10, 3.003));
        middles.put(
                "'Polygon','coordinates':[[[3,10],[3.002,10],[3.002,10.002],[3,10.002],[3,10]]]",
                new Coordinates(10.001, 3.001));
        middles.put(
                "'MultiPolygon','coordinates':[[[[3,10],[3.002,10],[3.002,10.002],[3,10.002],[3,10]]],"
                        + "[[[3.002,10],[3.004,10],[3.004,10.002],[3.002,10.002],[3.002,10]]]]",
                new Coordinates(10.001, 3.002));
        middles.put(
                "'GeometryCollection','geometries':[{'type':'Point','coordinates':[3,10]},"
                        + "{'type':'MultiLineString','coordinates':[[[3.002,10],[3.004,10]]]}]",
                new Coordinates(10, 3.002));
        for (Map.Entry<String, Coordinates> middle : middles.entrySet()) {
            String feature =
                    "{'type':'Feature','properties':{'name':'A','category':'cafe'},'geometry':{'type':%s}}"
                            .formatted(middle.getKey())
                            .replace('\'', '"');
            assertThat(read(ImportFormat.OVERTURE_GEOJSONSEQ, feature))
                    .singleElement()
                    .extracting(parsed -> ((Parsed.Usable) parsed).content().position())
                    .isEqualTo(middle.getValue());
        }
    }

    @Test
    void numbersThatAreNoneCostTheirFeatureAlone() throws IOException {
        String feature =
                """
                {"type":"Feature","properties":{"name":"%s","category":"cafe","phone":%s},\
                "geometry":{"type":"Point","coordinates":[%s,10]}}\
                """;
        List<String> features =
                List.of(
                        feature.formatted("A", "NaN", "3"),
                        feature.formatted("B", "1", "NaN"),
                        feature.formatted("C", "1", "-Infinity"),
                        feature.formatted("D", "1", "1e999"),
                        feature.formatted("E", "1", "3"));
        String collection =
                "{\"type\":\"FeatureCollection\",\"features\":[%s]}"
                        .formatted(String.join(",", features));
        List<Parsed> all = read(ImportFormat.GEOJSON, collection);
        assertThat(outcomes(all))
                .containsExactly(
                        "A",
                        "bad_coordinates feature 2",
                        "bad_coordinates feature 3",
                        "bad_coordinates feature 4",
                        "E");
        assertThat(((Parsed.Usable) all.getFirst()).content().phone()).isNull();
        assertThat(outcomes(read(ImportFormat.OVERTURE_GEOJSONSEQ, features.getFirst())))
                .containsExactly("A");
    }

    @Test
    void collectionsWithoutFeaturesOrWithMoreBehindThemAreBroken() {
        String empty = "{\"type\":\"FeatureCollection\",\"features\":[]}";
        assertThatThrownBy(() -> read(ImportFormat.GEOJSON, empty))
                .isInstanceOf(BrokenFile.class)
                .extracting(error -> ((BrokenFile) error).reason())
                .isEqualTo("empty_file");
        assertThatThrownBy(() ->
                        read(ImportFormat.GEOJSON, empty.replace("[]", "[{}]") + "\n" + empty))
                .isInstanceOf(BrokenFile.class)
                .extracting(error -> ((BrokenFile) error).reason())
                .isEqualTo("broken_file");
    }

    @Test
    void aMapOfNothingIsNoMap() throws IOException {
        Path file = Files.write(folder.resolve("header.osm.pbf"), PbfFiles.withoutData());
        assertThatThrownBy(() -> read(ImportFormat.OSM_PBF, file))
                .isInstanceOf(BrokenFile.class)
                .extracting(error -> ((BrokenFile) error).reason())
                .isEqualTo("empty_file");
    }

    @Test
    void deepAndLargeFeaturesAreSkippedOneByOne() throws IOException {
        String good =
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,1]},\"properties\":{\"name\":\"Good\",\"category\":\"cafe\"}}";
        String deep = "{\"properties\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        String large = "{\"properties\":[" + "1,".repeat(300_000) + "1]}";
        String lone = good.replace("Good", "\\ud800");
        String area =
                good.replace("Good", "Area")
                        .replace("Point", "Polygon")
                        .replace("[1,1]", "[[[0,0],[2,0],[2,2],[0,2],[0,0]]]");
        String collection =
                "{\"type\":\"FeatureCollection\",\"name\":{\"a\":[1]},\"features\":["
                        + String.join(",", good, deep, large, lone, "null", "7", "[]", area)
                        + "]}";
        List<Parsed> all = read(ImportFormat.GEOJSON, collection);
        assertThat(outcomes(all))
                .extracting(outcome -> outcome.split(" ", -1)[0])
                .containsExactly(
                        "Good",
                        "too_long",
                        "too_long",
                        "bad_name",
                        "unnamed",
                        "unnamed",
                        "unnamed",
                        "Area");
        assertThat(((Parsed.Usable) all.getLast()).content().position().lat()).isEqualTo(1);
    }

    @Test
    void readsOverturePlacesOfTheNewerTaxonomy() throws IOException {
        String place =
                """
                {"type":"Feature","id":"t1","geometry":{"type":"Point","coordinates":[126.97,37.56]},"properties":{\
                "names":{"primary":"길모퉁이"},"basic_category":"coffee_shop","operating_status":"permanently_closed",\
                "taxonomy":{"primary":"no_such","hierarchy":["food_and_drink","bakery","no_such"],"alternates":["nor_this"]}}}\
                """;
        String basic = place.replace("\"bakery\",", "").replace("food_and_drink", "no_such_either");
        List<Parsed> all =
                read(ImportFormat.OVERTURE_GEOJSONSEQ, String.join("\n", place, basic, ""));
        assertThat(all)
                .extracting(each -> ((Parsed.Usable) each).content().category())
                .containsExactly("food.bakery", "cafe.coffee");
        assertThat(((Parsed.Usable) all.getFirst()).content().status().code()).isEqualTo("closed");
    }

    @Test
    void blocksOfMillionsOfObjectsNumbersOrTextsAreNotRead() throws IOException {
        byte[] emptyNode = {0x0a, 0};
        byte[] oneNumber = {1};
        byte[] strangeField = {(byte) 0xf8, (byte) 0xff, 0x7f, 1};
        for (byte[] block :
                List.of(
                        field(0x12, repeated(emptyNode, 8_000_000)),
                        field(0x0a, repeated(emptyNode, 8_000_000)),
                        field(0x12, field(0x12, field(0x0a, repeated(oneNumber, 16_000_000)))),
                        field(0x12, field(0x0a, repeated(strangeField, 4_000_000))),
                        repeated(field(0x12, new byte[0]), 8_000_000))) {
            Path file = folder.resolve(UUID.randomUUID() + ".pbf");
            Files.write(file, PbfFiles.around(block));
            assertThatThrownBy(() -> read(ImportFormat.OSM_PBF, file))
                    .isInstanceOf(BrokenFile.class)
                    .hasMessageContaining("more than can be read at once");
        }
    }

    /** A field of a message, whose number and kind are one byte. */
    private static byte[] field(int tag, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        output.writeRawByte((byte) tag);
        output.writeByteArrayNoTag(content);
        output.flush();
        return bytes.toByteArray();
    }

    private static byte[] repeated(byte[] piece, int times) {
        byte[] all = new byte[piece.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = piece[i % piece.length];
        }
        return all;
    }

    @Test
    void copiedTextKeepsItsCharacters() {
        CopyText text = new CopyText(1);
        text.add("a\tb\\N\nc\r").add(null).add(1.5).add("é카𝄞").endRow();
        assertThat(StandardCharsets.UTF_8.decode(text.toBytes()).toString())
                .isEqualTo("a\\tb\\\\N\\nc\\r\t\\N\t1.5\té카𝄞\n");
    }
}

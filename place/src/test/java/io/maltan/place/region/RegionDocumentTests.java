package io.maltan.place.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RegionDocumentTests {

    private static final String SQUARE = "[[[0,0],[2,0],[2,2],[0,2],[0,0]]]";

    private static List<Outline> read(String... features) throws IOException {
        String file =
                "{\"type\":\"FeatureCollection\",\"features\":[%s]}"
                        .formatted(String.join(",", features));
        return new RegionDocument(JsonMapper.shared(), RegionFile.bundled(), 1000)
                .read(file.getBytes(StandardCharsets.UTF_8));
    }

    private static String feature(String properties, String coordinates) {
        return "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":%s}}"
                .formatted(properties.replace('\'', '"'), coordinates);
    }

    private static String complaint(String... features) throws IOException {
        try {
            return "none: " + read(features);
        } catch (Problem problem) {
            return problem.violations().stream()
                    .map(RegionDocumentTests::toText)
                    .reduce("", (all, one) -> all + one + ";");
        }
    }

    private static String toText(FieldViolation violation) {
        return violation.field() + " " + violation.rule();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name':'A'           | [[[0,0],[2,0],[2,2],[0,0]]]             | features[0].properties.code required;",
                "'code':'1'           | [[[0,0],[2,0],[2,2],[0,0]]]             | features[0].properties.name required;",
                "'code':'1 2','name':'A' | [[[0,0],[2,0],[2,2],[0,0]]]          | features[0].properties.code format;",
                "'code':'1','name':'A' | [[[0,0],[2,0],[2,2],[0,2]]]            | features[0].geometry.coordinates[0] closed;",
                "'code':'1','name':'A' | [[[0,0],[2,0],[0,0]]]                  | features[0].geometry.coordinates[0] ring;",
                "'code':'1','name':'A' | [[[0,0],[2,2],[2,0],[0,2],[0,0]]]      | features[0].geometry.coordinates topology;",
                "'code':'1','name':'A' | [[[37,126],[38,126],[38,127],[37,126]]] | features[0].geometry.coordinates[0][0] order;",
                "'code':'1','name':'A' | [[[0,0],['x',0],[2,2],[0,0]]]          | features[0].geometry.coordinates[0][1] position;",
                "'code':'1','name':'A' | [[[0,0],[181,0],[2,2],[0,0]]]          | features[0].geometry.coordinates[0][1] between;",
                "'code':'1','name':'A' | []                                     | features[0].geometry.coordinates required;",
            })
    void saysWhatIsWrong(String properties, String coordinates, String complaint)
            throws IOException {
        assertThat(complaint(feature(properties, coordinates.replace('\'', '"'))))
                .isEqualTo(complaint);
    }

    @Test
    void saysWhatIsWrongWithTheWhole() throws IOException {
        String square = feature("'code':'1','name':'A'", SQUARE);
        assertThat(complaint(square, square)).isEqualTo("features[1].properties.code repeated;");
        assertThat(complaint()).isEqualTo("features required;");
        assertThat(complaint(feature("'code':'1','name':'A','parent':'9'", SQUARE)))
                .isEqualTo("features[0].properties.parent unknown;");
        assertThat(
                        complaint(
                                feature("'code':'a','name':'A','parent':'b'", SQUARE),
                                feature("'code':'b','name':'B','parent':'a'", SQUARE)))
                .contains("parent levels");
        assertThat(
                        complaint(
                                square,
                                feature("'code':'12','name':'B'", SQUARE),
                                feature("'code':'123','name':'C'", SQUARE),
                                feature("'code':'1234','name':'D'", SQUARE)))
                .isEqualTo("features[3].properties.parent levels;");
    }

    @Test
    void findsTheDeepestThenTheNearest() throws IOException {
        List<Outline> outlines =
                read(
                        feature(
                                "'code':'7','name':'도','name_eng':'Province'",
                                "[[[0,0],[4,0],[4,4],[0,4],[0,0]]]"),
                        feature("'code':'71','name':'시','name_eng':'City'", SQUARE),
                        feature("'code':'711','name':'동'", "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]"));
        RegionTree tree =
                new RegionTree(
                        outlines.stream().map(Outline::region).toList(), new Outlines(outlines));
        assertThat(at(tree, 0.5, 0.5)).isEqualTo("711");
        assertThat(at(tree, 1.5, 1.5)).isEqualTo("71");
        assertThat(at(tree, 3, 3)).isEqualTo("7");
        assertThat(at(tree, -0.01, 0.5)).isEqualTo("711");
        assertThat(at(tree, -1, 0.5)).isEqualTo("none");
        assertThat(tree.subtree("7")).containsExactly("7", "71", "711");
        assertThat(tree.above(tree.get("711"))).extracting(Region::code).containsExactly("7", "71");
    }

    private static String at(RegionTree tree, double lat, double lon) {
        return tree.at(new Coordinates(lat, lon)).map(Region::code).orElse("none");
    }

    @Test
    void knowsTheProvincesThatAFileLeavesOut() throws IOException {
        List<Outline> outlines = read(feature("'code':'11010','name':'종로구'", SQUARE));
        assertThat(outlines)
                .extracting(outline -> outline.region().code())
                .containsExactly("11", "11010");
    }

    @Test
    void dropsCornersThatMatterLittle() throws IOException {
        StringBuilder ring = new StringBuilder("[[");
        for (int i = 0; i < 3000; i++) {
            double angle = 2 * Math.PI * i / 3000;
            ring.append("[%.7f,%.7f],".formatted(Math.cos(angle), Math.sin(angle)));
        }
        String circle = ring.append("[1.0000000,0.0000000]]]").toString();
        List<Outline> outlines = read(feature("'code':'1','name':'Round'", circle));
        assertThat(java.util.Objects.requireNonNull(outlines.getFirst().shape()).getNumPoints())
                .isBetween(20, 1000);
    }
}

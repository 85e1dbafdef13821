package io.maltan.place.snapshot;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceContent;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

@RestController
class ExportController {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    private static final MediaType GEOJSON_SEQUENCE =
            MediaType.parseMediaType("application/geo+json-seq");
    private static final char RECORD_SEPARATOR = '\u001e';

    /** As an import takes them. */
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "name",
                    "name_en",
                    "name_ko",
                    "category",
                    "lat",
                    "lon",
                    "address",
                    "phone",
                    "website",
                    "opening_hours");

    private final AllPlaces allPlaces;
    private final JsonMapper json;

    ExportController(AllPlaces allPlaces, JsonMapper json) {
        this.allPlaces = allPlaces;
        this.json = json;
    }

    record Feature(String type, String id, Point geometry, Map<String, String> properties) {}

    record Point(String type, List<Double> coordinates) {}

    @GetMapping("/api/v1/places/export")
    ResponseEntity<Flux<DataBuffer>> export(
            @RequestParam String format, @WithRole(Role.ADMIN) Caller admin) {
        return switch (format) {
            case "csv" -> attachment(CSV, lines().startWith(toLine(COLUMNS)));
            case "geojsonseq" -> attachment(GEOJSON_SEQUENCE, features());
            default -> throw Invalid.field("format", "unknown");
        };
    }

    private static ResponseEntity<Flux<DataBuffer>> attachment(MediaType type, Flux<String> texts) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .body(texts.map(ExportController::toBuffer));
    }

    private static DataBuffer toBuffer(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private Flux<String> lines() {
        return allPlaces.read().map(place -> toLine(valuesOf(place)));
    }

    private Flux<String> features() {
        return allPlaces.read().map(this::toFeature);
    }

    private static String toLine(List<String> values) {
        StringWriter line = new StringWriter();
        CsvWriter.builder().bufferSize(0).build(line).writeRecord(values);
        return line.toString();
    }

    private static List<String> valuesOf(Place place) {
        PlaceContent content = place.content();
        return List.of(
                place.id().toString(),
                content.name(),
                content.names().getOrDefault("en", ""),
                content.names().getOrDefault("ko", ""),
                content.category(),
                Double.toString(content.position().lat()),
                Double.toString(content.position().lon()),
                orEmpty(content.address()),
                orEmpty(content.phone()),
                orEmpty(content.website()),
                orEmpty(content.openingHours()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private String toFeature(Place place) {
        List<String> values = valuesOf(place);
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 1; i < COLUMNS.size(); i++) {
            String column = COLUMNS.get(i);
            if (!column.equals("lat") && !column.equals("lon") && !values.get(i).isEmpty()) {
                properties.put(column, values.get(i));
            }
        }
        Point point =
                new Point(
                        "Point",
                        List.of(
                                place.content().position().lon(),
                                place.content().position().lat()));
        return RECORD_SEPARATOR
                + json.writeValueAsString(
                        new Feature("Feature", place.id().toString(), point, properties))
                + "\n";
    }
}

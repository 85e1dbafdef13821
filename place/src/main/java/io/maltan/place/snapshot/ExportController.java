package io.maltan.place.snapshot;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceContent;
import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

    private static final String NAME_IN = "name_";

    /** What a place has beside its names, its kind and its position. */
    private static final Map<String, Function<PlaceContent, @Nullable String>> FURTHER =
            new LinkedHashMap<>();

    static {
        FURTHER.put("address", PlaceContent::address);
        FURTHER.put("phone", PlaceContent::phone);
        FURTHER.put("website", PlaceContent::website);
        FURTHER.put("opening_hours", PlaceContent::openingHours);
        FURTHER.put("time_zone", PlaceContent::timeZone);
        FURTHER.put("status", content -> content.status().code());
    }

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
            case "csv" -> attachment(CSV, allPlaces.languages().flatMapMany(this::lines));
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

    private Flux<String> lines(List<String> languages) {
        Set<String> columns = new LinkedHashSet<>(List.of("id", "name"));
        languages.forEach(language -> columns.add(NAME_IN + language));
        columns.addAll(List.of("category", "lat", "lon"));
        columns.addAll(FURTHER.keySet());
        return allPlaces
                .read()
                .map(place -> toLine(columns, fieldsOf(place)))
                .startWith(toLine(columns));
    }

    private Flux<String> features() {
        return allPlaces.read().map(this::toFeature);
    }

    private static String toLine(Set<String> columns, Map<String, String> fields) {
        return toLine(columns.stream().map(column -> fields.getOrDefault(column, "")).toList());
    }

    private static String toLine(Collection<String> values) {
        StringWriter line = new StringWriter();
        CsvWriter.builder().bufferSize(0).build(line).writeRecord(values);
        return line.toString();
    }

    /** The fields that a place has, by the names by which an import takes them. */
    private static Map<String, String> fieldsOf(Place place) {
        Map<String, String> fields = propertiesOf(place.content());
        fields.put("id", place.id().toString());
        fields.put("lat", Double.toString(place.content().position().lat()));
        fields.put("lon", Double.toString(place.content().position().lon()));
        return fields;
    }

    /** The same without what a feature has in other members than its properties. */
    private static Map<String, String> propertiesOf(PlaceContent content) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("name", content.name());
        content.names().forEach((language, name) -> properties.put(NAME_IN + language, name));
        properties.put("category", content.category());
        FURTHER.forEach((property, value) -> {
            @Nullable String text = value.apply(content);
            if (text != null) {
                properties.put(property, text);
            }
        });
        return properties;
    }

    private String toFeature(Place place) {
        Coordinates position = place.content().position();
        Point point = new Point("Point", List.of(position.lon(), position.lat()));
        return RECORD_SEPARATOR
                + json.writeValueAsString(
                        new Feature(
                                "Feature",
                                place.id().toString(),
                                point,
                                propertiesOf(place.content())))
                + "\n";
    }
}

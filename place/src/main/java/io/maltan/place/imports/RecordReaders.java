package io.maltan.place.imports;

import io.maltan.place.category.Categories;
import io.maltan.place.hours.TimeZones;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Opens files by their format. */
@Component
class RecordReaders {

    private final Categories categories;
    private final TimeZones timeZones;

    RecordReaders(Categories categories, TimeZones timeZones) {
        this.categories = categories;
        this.timeZones = timeZones;
    }

    RecordReader open(Path file, ImportRequest request) throws IOException {
        PlainRecord form = new PlainRecord(request, categories, timeZones);
        FeatureForm features =
                new FeatureForm(
                        form, new OverturePlace(request, form, categories, timeZones), categories);
        return switch (request.format()) {
            case OSM_PBF -> new OsmPbfPlaces(file, new OsmElement(request, categories, timeZones));
            case CSV -> new CsvPlaces(file, form);
            case GEOJSON -> new GeoJsonPlaces(file, features);
            case OVERTURE_GEOJSONSEQ -> new GeoJsonSequence(file, features);
        };
    }
}

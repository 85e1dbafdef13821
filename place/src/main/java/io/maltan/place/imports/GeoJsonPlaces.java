package io.maltan.place.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads the features of a GeoJSON FeatureCollection, one at a time. */
final class GeoJsonPlaces implements RecordReader {

    private static final String FEATURES = "features";

    private final FeatureForm form;
    private final InputStream stream;
    private final JsonParser parser;
    private boolean inFeatures;
    private long count;

    GeoJsonPlaces(Path file, FeatureForm form) throws IOException {
        this.form = form;
        this.stream = Files.newInputStream(file);
        this.parser = BoundedJson.mapper().createParser(stream);
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        try {
            if (!inFeatures) {
                findFeatures();
            }
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                readToEnd();
                requireSome();
                return null;
            }
            count++;
            return parse(BoundedJson.read(parser));
        } catch (JacksonException e) {
            throw new BrokenFile("broken_file", Clean.example(e.getOriginalMessage()));
        }
    }

    private void findFeatures() throws BrokenFile {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BrokenFile("broken_file", "not a GeoJSON FeatureCollection");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (FEATURES.equals(member) && value == JsonToken.START_ARRAY) {
                inFeatures = true;
                return;
            }
            parser.skipChildren();
        }
        throw new BrokenFile("broken_file", "no features");
    }

    private void requireSome() throws BrokenFile {
        if (count == 0) {
            throw new BrokenFile("empty_file", "no features");
        }
    }

    /** What is cut off behind the last feature is broken too, and so is what has more behind it. */
    private void readToEnd() throws BrokenFile {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.nextToken() == null) {
                throw new BrokenFile("broken_file", "ends too early");
            }
            parser.skipChildren();
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new BrokenFile("broken_file", "ends too early");
        }
        if (parser.nextToken() != null) {
            throw new BrokenFile("broken_file", "goes on behind the FeatureCollection");
        }
    }

    private Parsed parse(@Nullable JsonNode feature) {
        String where = "feature " + count;
        return feature == null ? new Parsed.Skipped("too_long", where) : form.parse(where, feature);
    }

    @Override
    public void close() throws IOException {
        parser.close();
        stream.close();
    }
}

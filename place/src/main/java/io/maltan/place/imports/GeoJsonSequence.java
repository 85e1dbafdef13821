package io.maltan.place.imports;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Reads features that follow one another, each on a line of its own or, where the file begins with
 * a record separator (RFC 8142), between two of these.
 */
final class GeoJsonSequence implements RecordReader {

    private static final int LONGEST_RECORD = 1 << 20;
    private static final int RECORD_SEPARATOR = 0x1e;
    private static final int END = -1;

    private final FeatureForm form;
    private final InputStream stream;
    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    private int separator;
    private long line = 1;
    private long recordLine;
    private long records;
    private boolean tooLong;
    private boolean over;

    GeoJsonSequence(Path file, FeatureForm form) throws IOException {
        this.form = form;
        this.stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        stream.mark(1);
        separator = stream.read() == RECORD_SEPARATOR ? RECORD_SEPARATOR : '\n';
        stream.reset();
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        while (!over) {
            readRecord();
            if (!isBlank()) {
                records++;
                return parse();
            }
        }
        if (records == 0) {
            throw new BrokenFile("empty_file", "nothing in it");
        }
        return null;
    }

    private void readRecord() throws IOException {
        record.reset();
        tooLong = false;
        recordLine = line;
        int next = stream.read();
        while (next != separator && next != END) {
            keep(next);
            next = stream.read();
        }
        line += next == '\n' ? 1 : 0;
        over = next == END;
    }

    private void keep(int next) {
        line += next == '\n' ? 1 : 0;
        if (next == RECORD_SEPARATOR || tooLong) {
            return;
        }
        if (record.size() == LONGEST_RECORD) {
            tooLong = true;
            record.reset();
            return;
        }
        record.write(next);
    }

    private boolean isBlank() {
        if (tooLong) {
            return false;
        }
        for (byte each : record.toByteArray()) {
            if (!Character.isWhitespace(each)) {
                return false;
            }
        }
        return true;
    }

    private Parsed parse() throws BrokenFile {
        String where = "line " + recordLine;
        if (tooLong) {
            return new Parsed.Skipped("too_long", where);
        }
        try (JsonParser parser = BoundedJson.mapper().createParser(record.toByteArray())) {
            parser.nextToken();
            @Nullable JsonNode feature = BoundedJson.read(parser);
            return feature == null
                    ? new Parsed.Skipped("too_long", where)
                    : form.parse(where, feature);
        } catch (JacksonException e) {
            if (over) {
                throw new BrokenFile("broken_file", "ends in the middle of a record");
            }
            return new Parsed.Skipped("bad_json", where);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

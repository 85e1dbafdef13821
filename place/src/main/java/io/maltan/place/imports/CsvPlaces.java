package io.maltan.place.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads CSV with a header. */
final class CsvPlaces implements RecordReader {

    private static final List<String> MANDATORY = List.of("name", "category", "lat", "lon");

    private final PlainRecord form;
    private final CsvReader<NamedCsvRecord> reader;
    private final CloseableIterator<NamedCsvRecord> records;
    private boolean headerSeen;

    CsvPlaces(Path file, PlainRecord form) throws IOException {
        this.form = form;
        this.reader =
                CsvReader.builder()
                        .detectBomHeader(true)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofNamedCsvRecord(file);
        this.records = reader.iterator();
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        try {
            if (records.hasNext()) {
                NamedCsvRecord line = records.next();
                requireHeader(line);
                return parse(line);
            }
        } catch (CsvParseException e) {
            throw new BrokenFile("broken_file", Clean.example(String.valueOf(e.getMessage())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!headerSeen) {
            throw new BrokenFile("empty_file", "no line after the header");
        }
        return null;
    }

    private void requireHeader(NamedCsvRecord line) throws BrokenFile {
        if (headerSeen) {
            return;
        }
        headerSeen = true;
        Set<String> columns = Set.copyOf(line.getHeader());
        String missing =
                MANDATORY.stream()
                        .filter(column -> !columns.contains(column))
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new BrokenFile("missing_columns", missing);
        }
    }

    private Parsed parse(NamedCsvRecord line) {
        return form.parse(
                "line " + line.getStartingLineNumber(), name -> line.findField(name).orElse(null));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

package io.maltan.place.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads places from CSV with a header. */
final class CsvPlaces implements RecordReader {

    private final PlainRecord form;
    private final char separator;
    private final LimitedRecords text;
    private final CloseableIterator<CsvRecord> records;
    private @Nullable CsvColumns columns;

    CsvPlaces(Path file, PlainRecord form) throws IOException {
        this.form = form;
        this.separator = CsvText.separator(file);
        this.text = new LimitedRecords(CsvText.open(file), separator);
        this.records =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(text)
                        .iterator();
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        try {
            CsvColumns known = columns == null ? readHeader() : columns;
            columns = known;
            return records.hasNext() ? parse(records.next(), known) : null;
        } catch (CsvParseException e) {
            throw new BrokenFile("broken_file", Clean.example(String.valueOf(e.getMessage())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private CsvColumns readHeader() throws BrokenFile {
        if (!records.hasNext()) {
            throw new BrokenFile("empty_file", "nothing in it");
        }
        List<String> first = records.next().getFields();
        boolean isHeader = !CsvText.namesSeparator(first, separator) || !records.hasNext();
        CsvColumns header = new CsvColumns(isHeader ? first : records.next().getFields());
        if (!records.hasNext()) {
            throw new BrokenFile("empty_file", "no line after the header");
        }
        return header;
    }

    private Parsed parse(CsvRecord line, CsvColumns known) {
        long number = line.getStartingLineNumber();
        String where = "line " + number;
        List<String> fields = line.getFields();
        @Nullable String fault = text.faultOf(number);
        return fault == null
                ? form.parse(where, name -> known.text(fields, name), known.names(fields))
                : form.skippedOf(known.text(fields, "id"), new Parsed.Skipped(fault, where));
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}

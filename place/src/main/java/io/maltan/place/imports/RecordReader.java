package io.maltan.place.imports;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file record by record; it blocks. */
interface RecordReader extends Closeable {

    /**
     * The next record; null at the end.
     *
     * @throws BrokenFile where the file is not what it should be
     */
    @Nullable Parsed next() throws IOException;
}

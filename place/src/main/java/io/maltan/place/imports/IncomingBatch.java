package io.maltan.place.imports;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Some records of a file, ready to be copied into the database.
 *
 * @param rows what can become places, as {@link CopyText}
 * @param count how many rows these are
 * @param skips what cannot become a place
 */
record IncomingBatch(ByteBuffer rows, int count, List<Parsed.Skipped> skips) {

    /** What is known of it before it is compared with the places. */
    ImportTally tally() {
        return ImportTally.takenIn(count, skips);
    }
}

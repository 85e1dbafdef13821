package io.maltan.place.imports;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Some records of a file, ready to be copied into the database.
 *
 * @param rows what can become places, as {@link CopyText}
 * @param count how many rows these are
 * @param regions the regions that the rows name, as events tell of them: a JSON object by code
 * @param skips what cannot become a place
 */
record IncomingBatch(ByteBuffer rows, int count, String regions, List<Parsed.Skipped> skips) {}

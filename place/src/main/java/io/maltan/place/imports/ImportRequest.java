package io.maltan.place.imports;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be imported, and how.
 *
 * @param dryRun whether to report what would happen, and change nothing
 * @param dataset names the source of places that bring an id of their own
 * @param timeZone of all places; null where it follows from their positions
 */
record ImportRequest(
        UUID startedBy,
        ImportFormat format,
        boolean dryRun,
        String dataset,
        @Nullable String timeZone) {}

package io.maltan.place.imports;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be imported, and how.
 *
 * @param dryRun whether to report what would happen, and change nothing
 * @param full whether the file has all places of its dataset, so that those not in it have vanished
 * @param dataset names the source of places that bring an id of their own
 * @param minConfidence how sure Overture must be at least that a place exists, 0 to 1
 * @param timeZone of all places; null where it follows from their positions
 */
record ImportRequest(
        UUID startedBy,
        ImportFormat format,
        boolean dryRun,
        boolean full,
        String dataset,
        double minConfidence,
        @Nullable String timeZone) {

    private static final String OSM = "osm";

    /** The identity of a record of this dataset. */
    String sourceOf(String id) {
        return sourcePrefix() + id;
    }

    /** What the identities of all places of this dataset begin with. */
    String sourcePrefix() {
        return (format == ImportFormat.OSM_PBF ? OSM : dataset) + ":";
    }
}

package io.maltan.place.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change of a place.
 *
 * @param version of the place afterwards
 * @param editorId who did it; null for an import, and once erased
 * @param members by their names what they were before and are after
 */
public record Change(
        UUID id,
        UUID placeId,
        long version,
        Kind kind,
        @Nullable UUID editorId,
        Instant at,
        JsonNode members) {

    /** What kind of change. */
    public enum Kind {
        CREATED,
        EDITED,
        CORRECTED,

        /** By an import, of a place that people have changed before. */
        IMPORTED,
        REMOVED,
        MERGED;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}

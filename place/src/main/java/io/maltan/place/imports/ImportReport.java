package io.maltan.place.imports;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as it is stored.
 *
 * @param merged whether what it brings has come to be, and it goes on only to make that quick to
 *     find
 */
record ImportReport(
        UUID id,
        ImportFormat format,
        boolean dryRun,
        Status status,
        ImportTally tally,
        boolean merged,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Whether an import is still under way. */
    enum Status {
        RUNNING,
        COMPLETED,
        FAILED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isOver() {
        return status != Status.RUNNING;
    }
}

package io.maltan.place.imports;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An import as it is stored. */
record ImportReport(
        UUID id,
        ImportFormat format,
        boolean dryRun,
        Status status,
        ImportTally tally,
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

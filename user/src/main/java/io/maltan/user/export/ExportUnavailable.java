package io.maltan.user.export;

import io.maltan.platform.problem.Unavailable;
import java.time.Duration;

/** A service that holds something about the person does not answer, or too many are exporting. */
final class ExportUnavailable extends Unavailable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    ExportUnavailable() {
        super("export_unavailable", RETRY_AFTER);
    }
}

package io.maltan.place.correction;

import com.fasterxml.jackson.annotation.JsonValue;
import io.maltan.platform.problem.Invalid;
import java.util.Locale;

/** What has become of a correction. */
enum CorrectionStatus {
    OPEN,
    ACCEPTED,
    REJECTED;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CorrectionStatus ofCode(String code) {
        for (CorrectionStatus status : values()) {
            if (status.code().equals(code)) {
                return status;
            }
        }
        throw Invalid.field("status", "unknown");
    }
}

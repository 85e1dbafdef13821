package io.maltan.place.correction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What may be wrong about a place. */
enum CorrectionKind {
    CLOSED,
    MOVED,
    DUPLICATE,
    WRONG_HOURS,
    WRONG_NAME;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static CorrectionKind ofCode(String code) {
        for (CorrectionKind kind : values()) {
            if (kind.code().equals(code)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind: " + code);
    }
}

package io.maltan.place.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a place is in business at all. */
public enum PlaceStatus {
    OPEN,
    TEMPORARILY_CLOSED,
    CLOSED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of a code as {@link #code()} writes it. */
    @JsonCreator
    public static PlaceStatus ofCode(String code) {
        for (PlaceStatus status : values()) {
            if (status.code().equals(code)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status: " + code);
    }
}

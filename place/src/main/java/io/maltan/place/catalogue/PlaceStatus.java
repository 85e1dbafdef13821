package io.maltan.place.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
        return find(code).orElseThrow(() -> new IllegalArgumentException("no status: " + code));
    }

    /** The status that a text is the code of. */
    public static Optional<PlaceStatus> find(String text) {
        return Arrays.stream(values()).filter(status -> status.code().equals(text)).findFirst();
    }
}

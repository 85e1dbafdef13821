package io.maltan.community.moderation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be reported. */
enum Target {
    POST,
    COMMENT,
    USER;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Target> find(@Nullable String code) {
        return Arrays.stream(values()).filter(target -> target.code().equals(code)).findFirst();
    }
}

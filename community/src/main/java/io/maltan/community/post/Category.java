package io.maltan.community.post;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a post is about. */
public enum Category {
    FREE,
    QUESTION,
    INFO,
    MEETUP,
    REVIEW;

    /** As clients, events and the database write it. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Category> find(@Nullable String code) {
        return Arrays.stream(values()).filter(category -> category.code().equals(code)).findFirst();
    }
}

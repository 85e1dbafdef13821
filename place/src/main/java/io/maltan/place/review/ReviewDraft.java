package io.maltan.place.review;

import io.maltan.place.text.PlainText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A review as people write and edit it.
 *
 * @param photos that its author has uploaded, in the order in which they are shown
 */
record ReviewDraft(
        @NotNull @Min(1) @Max(5) Integer rating,
        @Size(max = 5000) @PlainText @Nullable String text,
        @Size(max = 10) @Nullable List<@NotNull UUID> photos) {

    List<UUID> photoIds() {
        return photos == null ? List.of() : photos;
    }
}

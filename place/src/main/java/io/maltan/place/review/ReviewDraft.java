package io.maltan.place.review;

import io.maltan.place.text.PlainText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A review as people write and edit it. */
record ReviewDraft(
        @NotNull @Min(1) @Max(5) Integer rating,
        @Size(max = 5000) @PlainText @Nullable String text) {}

package io.maltan.place.correction;

import io.maltan.place.text.PlainText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A correction as people send it.
 *
 * @param proposed an object with members of {@link Proposal}; or a text where the kind leaves no
 *     doubt what is meant: the hours, the name, the other place's id
 */
record CorrectionDraft(
        @NotNull CorrectionKind kind,
        @NotBlank @Size(max = 2000) @PlainText String detail,
        @Nullable JsonNode proposed) {}

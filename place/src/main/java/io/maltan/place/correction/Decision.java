package io.maltan.place.correction;

import io.maltan.place.text.PlainText;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a moderator says about a correction.
 *
 * @param proposed to be carried out instead of what the person proposed
 */
record Decision(@Size(max = 2000) @PlainText @Nullable String note, @Nullable JsonNode proposed) {

    static final Decision WITHOUT_WORDS = new Decision(null, null);
}

package io.maltan.place.correction;

import io.maltan.place.catalogue.PlaceRules;
import io.maltan.place.catalogue.PlaceStatus;
import io.maltan.place.text.PlainName;
import io.maltan.place.text.PlainText;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What would be right instead; each kind of correction makes use of some members.
 *
 * @param placeId the place of which this one is a duplicate
 */
record Proposal(
        @Nullable PlaceStatus status,
        @DecimalMin("-90") @DecimalMax("90") @Nullable Double lat,
        @DecimalMin("-180") @DecimalMax("180") @Nullable Double lon,
        @Size(max = PlaceRules.LONGEST_ADDRESS) @PlainText @Nullable String address,
        @Size(max = PlaceRules.LONGEST_HOURS) @PlainText @Nullable String openingHours,
        @Size(min = 1, max = PlaceRules.LONGEST_NAME) @PlainName @Nullable String name,
        @Size(max = PlaceRules.MOST_NAMES)
                @Nullable
                        Map<
                                @Pattern(regexp = PlaceRules.LANGUAGE) String,
                                @NotBlank @Size(max = PlaceRules.LONGEST_NAME) @PlainName String>
                        names,
        @Nullable UUID placeId) {

    static final Proposal NOTHING = new Proposal(null, null, null, null, null, null, null, null);
}

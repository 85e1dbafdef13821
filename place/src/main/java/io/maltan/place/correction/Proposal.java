package io.maltan.place.correction;

import io.maltan.place.catalogue.PlaceStatus;
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
        @Size(max = 300) @PlainText @Nullable String address,
        @Size(max = 1000) @PlainText @Nullable String openingHours,
        @Size(min = 1, max = 200) @PlainText @Nullable String name,
        @Size(max = 60)
                @Nullable
                        Map<
                                @Pattern(regexp = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*") String,
                                @NotBlank @Size(max = 200) @PlainText String>
                        names,
        @Nullable UUID placeId) {

    static final Proposal NOTHING = new Proposal(null, null, null, null, null, null, null, null);
}

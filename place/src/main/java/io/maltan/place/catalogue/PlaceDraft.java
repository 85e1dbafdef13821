package io.maltan.place.catalogue;

import io.maltan.place.text.PlainName;
import io.maltan.place.text.PlainText;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place as people write and edit it.
 *
 * @param names in other languages, by language tag
 * @param openingHours in OpenStreetMap's syntax
 * @param timeZone where it is absent, that of the position
 */
public record PlaceDraft(
        @NotBlank @Size(max = PlaceRules.LONGEST_NAME) @PlainName String name,
        @Size(max = PlaceRules.MOST_NAMES)
                @Nullable
                        Map<
                                @Pattern(regexp = PlaceRules.LANGUAGE) String,
                                @NotBlank @Size(max = PlaceRules.LONGEST_NAME) @PlainName String>
                        names,
        @NotBlank @Size(max = 60) String category,
        @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
        @NotNull @DecimalMin("-180") @DecimalMax("180") Double lon,
        @Size(max = PlaceRules.LONGEST_ADDRESS) @PlainText @Nullable String address,
        @Size(max = PlaceRules.LONGEST_PHONE) @PlainText @Nullable String phone,
        @Size(max = PlaceRules.LONGEST_WEBSITE) @Pattern(regexp = PlaceRules.WEBSITE) @PlainText
                @Nullable String website,
        @Size(max = PlaceRules.LONGEST_HOURS) @PlainText @Nullable String openingHours,
        @Size(max = 60) @Nullable String timeZone,
        @Nullable PlaceStatus status) {

    PlaceDraft in(String otherZone) {
        return new PlaceDraft(
                name,
                names,
                category,
                lat,
                lon,
                address,
                phone,
                website,
                openingHours,
                otherZone,
                status);
    }

    public static PlaceDraft of(PlaceContent content) {
        return new PlaceDraft(
                content.name(),
                content.names(),
                content.category(),
                content.position().lat(),
                content.position().lon(),
                content.address(),
                content.phone(),
                content.website(),
                content.openingHours(),
                content.timeZone(),
                content.status());
    }
}

package io.maltan.place.catalogue;

import io.maltan.platform.web.ETags;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags of places. What a client sees depends, beyond the place's version, on its language,
 * on whether the place is open by now and on how its region is called; for writes only the version
 * counts.
 */
final class PlaceTags {

    private static final Pattern BEYOND_VERSION = Pattern.compile("\\.[a-z]+-[a-z]+-[0-9a-f]+\"");

    private PlaceTags() {}

    static String of(Place place, PlaceView view, Locale language) {
        String open = view.openNow() == null ? "unknown" : view.openNow() ? "open" : "closed";
        String version = ETags.of(place.version());
        return version.substring(0, version.length() - 1)
                + ".%s-%s-%s\"".formatted(language.getLanguage(), open, digestOf(view.region()));
    }

    private static String digestOf(PlaceView.@Nullable RegionView region) {
        return region == null ? "0" : Integer.toHexString(region.name().hashCode());
    }

    /** The header {@code If-Match} with what concerns the version alone. */
    static @Nullable String versionsOf(@Nullable String ifMatch) {
        return ifMatch == null ? null : BEYOND_VERSION.matcher(ifMatch).replaceAll("\"");
    }
}

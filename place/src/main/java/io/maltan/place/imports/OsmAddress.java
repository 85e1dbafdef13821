package io.maltan.place.imports;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An address in one line, put together from OpenStreetMap's {@code addr:} tags. */
final class OsmAddress {

    private OsmAddress() {}

    static @Nullable String of(Map<String, String> tags) {
        @Nullable String full = tags.get("addr:full");
        if (full != null) {
            return full;
        }
        String address = isKorean(tags) ? fromLargeToSmall(tags) : fromSmallToLarge(tags);
        return address.isEmpty() ? null : address;
    }

    private static boolean isKorean(Map<String, String> tags) {
        return Stream.of("addr:city", "addr:district", "addr:street")
                .map(key -> tags.getOrDefault(key, ""))
                .anyMatch(part -> part.codePoints().anyMatch(OsmAddress::isHangul));
    }

    private static boolean isHangul(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HANGUL;
    }

    private static String fromLargeToSmall(Map<String, String> tags) {
        return joined(
                " ",
                tags.get("addr:province"),
                tags.get("addr:city"),
                tags.get("addr:district"),
                tags.get("addr:subdistrict"),
                tags.get("addr:street"),
                tags.get("addr:housenumber"));
    }

    private static String fromSmallToLarge(Map<String, String> tags) {
        String street = joined(" ", tags.get("addr:street"), tags.get("addr:housenumber"));
        String town =
                joined(
                        " ",
                        tags.get("addr:postcode"),
                        tags.getOrDefault("addr:city", tags.get("addr:place")));
        return joined(", ", street, town);
    }

    private static String joined(String separator, @Nullable String... parts) {
        return Stream.of(parts)
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(separator));
    }
}

package io.maltan.place.catalogue;

import io.maltan.place.geography.Coordinates;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people or a source say about a place.
 *
 * @param names in other languages, by language tag
 * @param aliases other names, brands
 * @param category a category's code
 * @param openingHours in OpenStreetMap's syntax
 * @param timeZone the name of the zone in which the hours are meant
 */
public record PlaceContent(
        String name,
        Map<String, String> names,
        List<String> aliases,
        String category,
        Coordinates position,
        @Nullable String address,
        @Nullable String phone,
        @Nullable String website,
        @Nullable String openingHours,
        String timeZone,
        PlaceStatus status) {

    /** Changes with the form of the search columns, so that an import writes them anew. */
    private static final String FORM = "3";

    private static final int HASH_BYTES = 16;

    public PlaceContent {
        names = Map.copyOf(names);
        aliases = List.copyOf(aliases);
    }

    /** The same with some members as they are elsewhere. */
    PlaceContent with(Set<PlaceMember> members, PlaceContent other) {
        return new PlaceContent(
                (members.contains(PlaceMember.NAME) ? other : this).name,
                (members.contains(PlaceMember.NAMES) ? other : this).names,
                aliases,
                (members.contains(PlaceMember.CATEGORY) ? other : this).category,
                (members.contains(PlaceMember.POSITION) ? other : this).position,
                (members.contains(PlaceMember.ADDRESS) ? other : this).address,
                (members.contains(PlaceMember.PHONE) ? other : this).phone,
                (members.contains(PlaceMember.WEBSITE) ? other : this).website,
                (members.contains(PlaceMember.OPENING_HOURS) ? other : this).openingHours,
                (members.contains(PlaceMember.TIME_ZONE) || members.contains(PlaceMember.POSITION)
                                ? other
                                : this)
                        .timeZone,
                (members.contains(PlaceMember.STATUS) ? other : this).status);
    }

    /** A digest by which it is seen whether anything has changed. */
    public String hash() {
        String all =
                String.join(
                        "\u001f",
                        FORM,
                        name,
                        new TreeMap<>(names).toString(),
                        aliases.toString(),
                        category,
                        Double.toString(position.lat()),
                        Double.toString(position.lon()),
                        String.valueOf(address),
                        String.valueOf(phone),
                        String.valueOf(website),
                        String.valueOf(openingHours),
                        timeZone,
                        status.code());
        return HexFormat.of().formatHex(sha256(all), 0, HASH_BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

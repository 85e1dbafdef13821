package io.maltan.place.catalogue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a place people can change, each for itself. */
public enum PlaceMember {
    NAME,
    NAMES,
    CATEGORY,

    /** With the region and the time zone that go with it. */
    POSITION,
    ADDRESS,
    PHONE,
    WEBSITE,
    OPENING_HOURS,
    TIME_ZONE,
    STATUS;

    /** Those in which two contents differ. */
    static Set<PlaceMember> differing(PlaceContent one, PlaceContent other) {
        return Arrays.stream(values())
                .filter(member -> !Objects.equals(member.of(one), member.of(other)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(PlaceMember.class)));
    }

    private @Nullable Object of(PlaceContent content) {
        return switch (this) {
            case NAME -> content.name();
            case NAMES -> content.names();
            case CATEGORY -> content.category();
            case POSITION -> content.position();
            case ADDRESS -> content.address();
            case PHONE -> content.phone();
            case WEBSITE -> content.website();
            case OPENING_HOURS -> content.openingHours();
            case TIME_ZONE -> content.timeZone();
            case STATUS -> content.status();
        };
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PlaceMember ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}

package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A province, district or quarter.
 *
 * @param code for Korea as Statistics Korea numbers it; a district's begins with its province's
 * @param parent the code of the region that it is part of; null at the top
 */
public record Region(
        String code, @Nullable String parent, String ko, String en, Coordinates centre) {

    public String name(Locale language) {
        return language.getLanguage().equals("ko") ? ko : en;
    }
}

package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A province or district.
 *
 * @param code as Statistics Korea numbers it; a district's begins with its province's
 * @param parent the province's code; null for a province
 */
public record Region(
        String code, @Nullable String parent, String ko, String en, Coordinates centre) {

    public String name(Locale language) {
        return language.getLanguage().equals("ko") ? ko : en;
    }
}

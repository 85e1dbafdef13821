package io.maltan.recommendation.place;

import java.util.Locale;
import java.util.Map;

/**
 * A region.
 *
 * @param code hierarchical: what it begins with are the regions around it
 * @param names by language
 */
public record Region(String code, Map<String, String> names) {

    public Region {
        names = Map.copyOf(names);
    }

    /** Its name in a language, else in any. */
    public String name(Locale locale) {
        String named = names.get(locale.getLanguage());
        return named == null ? names.values().stream().sorted().findFirst().orElse(code) : named;
    }

    /** Whether it is the region of that code or lies within it. */
    public boolean isWithin(String ancestor) {
        return code.startsWith(ancestor);
    }
}

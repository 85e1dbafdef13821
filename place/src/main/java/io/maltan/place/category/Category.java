package io.maltan.place.category;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A category of places.
 *
 * @param code stable, such as {@code cafe.tea}
 * @param parent the code of the category above; null at the top
 * @param ko its Korean name
 * @param en its English name
 * @param words what else people type to find it
 */
public record Category(
        String code, @Nullable String parent, String ko, String en, List<String> words) {

    public Category {
        words = List.copyOf(words);
    }

    public String name(Locale language) {
        return language.getLanguage().equals("ko") ? ko : en;
    }
}

package io.maltan.place.search;

import io.maltan.place.text.SearchText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of a query.
 *
 * @param keys in the form of {@link SearchText}
 * @param choseong where it consists of first consonants, these in the form of {@link
 *     SearchText#choseong}; else null
 * @param categories codes of the categories that it names
 * @param regions codes of the regions that it names
 * @param area the area that it names
 */
record Term(
        String keys,
        @Nullable String choseong,
        List<String> categories,
        List<String> regions,
        @Nullable Area area) {

    /** Shorter words are looked for at the beginning of words only. */
    private static final int INSIDE_FROM = 3;

    /** In shorter words one wrong letter leaves too little. */
    private static final int FORGIVING_FROM = 4;

    /** The condition that a place has the word, or is what the word means. */
    String isThere(int number, Selection selection) {
        List<String> ways = new ArrayList<>();
        selection.with("word" + number, anywhere(choseong == null ? keys : choseong));
        ways.add("place.search_text like :word" + number);
        if (!categories.isEmpty()) {
            selection.with("kinds" + number, categories.toArray(String[]::new));
            ways.add("place.category = any(:kinds%d)".formatted(number));
        }
        if (!regions.isEmpty()) {
            selection.with("regions" + number, regions.toArray(String[]::new));
            ways.add("place.region_code = any(:regions%d)".formatted(number));
        }
        if (area != null) {
            ways.add(selection.circle("area" + number, area.centre(), area.radiusMetres()));
        }
        return "(" + String.join(" or ", ways) + ")";
    }

    /** The condition that a place has the word or one like it, or is what the word means. */
    String isSimilar(int number, Selection selection) {
        String there = isThere(number, selection);
        if (choseong != null || keys.length() < FORGIVING_FROM) {
            return there;
        }
        selection.with("like" + number, keys);
        return "(%s or :like%d <%% place.search_text)".formatted(there, number);
    }

    static String anywhere(String keys) {
        return (keys.length() < INSIDE_FROM ? "% " : "%") + keys + "%";
    }
}

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
 * @param synonyms other names of the brand that it names
 * @param categories codes of the categories that it names
 * @param regions codes of the regions that it names
 * @param area the area that it names
 */
record Term(
        String keys,
        @Nullable String choseong,
        List<String> synonyms,
        List<String> categories,
        List<String> regions,
        @Nullable Area area) {

    /** Shorter words are looked for at the beginning of words only. */
    private static final int INSIDE_FROM = 3;

    /** The condition that a place has the word, or is what the word means. */
    String isThere(int number, Selection selection) {
        List<String> ways = new ArrayList<>();
        selection.with("word" + number, anywhere(choseong == null ? keys : choseong));
        ways.add("place.search_text like :word" + number);
        for (int i = 0; i < synonyms.size(); i++) {
            String name = "synonym" + number + "x" + i;
            selection.with(name, anywhere(synonyms.get(i)));
            ways.add("place.search_text like :" + name);
        }
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

    /** The same for a place that has a word like it. */
    String isSimilar(int number, Selection selection) {
        String there = isThere(number, selection);
        if (choseong != null || !Spelling.isForgiven(keys)) {
            return there;
        }
        selection.with("like" + number, Spelling.expression(keys));
        return "(%s or place.search_text ~ :like%d)".formatted(there, number);
    }

    /** The same, told by pieces that an index has; short words must be there as they are. */
    String isSimilarByPieces(int number, Selection selection) {
        String there = isThere(number, selection);
        if (!isLong()) {
            return there;
        }
        selection.with("like" + number, Spelling.expression(keys));
        selection.with("beginning" + number, Spelling.beginning(keys));
        selection.with("end" + number, Spelling.end(keys));
        return """
        (%1$s or ((place.search_text like :beginning%2$d or place.search_text like :end%2$d)
            and place.search_text ~ :like%2$d))\
        """
                .formatted(there, number);
    }

    /** Whether it has pieces that are rare enough to be looked for. */
    boolean isLong() {
        return choseong == null && Spelling.isLong(keys);
    }

    static String anywhere(String keys) {
        return (keys.length() < INSIDE_FROM ? "% " : "%") + keys + "%";
    }
}

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

    private static final double LEAST_LIKENESS = 0.4;
    private static final int SPOILT = 4;
    private static final double ROUNDING = 0.01;

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

    /**
     * The condition that a place has the word or one like it, or is what the word means. In a query
     * of its own the word is hidden from the planner, who would compare it with hundreds of texts.
     */
    String isSimilar(int number, Selection selection) {
        String there = isThere(number, selection);
        if (choseong != null || keys.length() < FORGIVING_FROM) {
            return there;
        }
        selection.with("like" + number, keys);
        return "(%s or (select :like%d) <%% place.search_text)".formatted(there, number);
    }

    /**
     * How like the word a piece of a text must be: the trigrams that both have, of those that
     * either has. Two letters that changed places spoil four on each side.
     */
    double likeness() {
        double trigrams = keys.length() + 1;
        return Math.max(LEAST_LIKENESS, (trigrams - SPOILT) / (trigrams + SPOILT) - ROUNDING);
    }

    static String anywhere(String keys) {
        return (keys.length() < INSIDE_FROM ? "% " : "%") + keys + "%";
    }
}

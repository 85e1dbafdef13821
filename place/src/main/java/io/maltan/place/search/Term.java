package io.maltan.place.search;

import io.maltan.place.text.SearchText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of a query.
 *
 * @param keys in the form of {@link SearchText}: as one word, numbers of a house as several
 * @param choseong where it consists of first consonants, these in the form of {@link
 *     SearchText#choseong}; else null
 * @param synonyms other names of the brand that it names
 * @param categories codes of the categories that it names
 * @param regions codes of the regions that it names
 * @param area the area that it names
 * @param exact whether nothing that is merely like it is meant
 */
record Term(
        String keys,
        @Nullable String choseong,
        List<String> synonyms,
        List<String> categories,
        List<String> regions,
        @Nullable Area area,
        boolean exact) {

    /** The numbers of a house, which nothing but these is: 5-1 is neither 15-1 nor 5-12. */
    static Term ofHouse(String numbers) {
        return new Term(numbers, null, List.of(), List.of(), List.of(), null, true);
    }

    /** Shorter words are looked for at the beginning of words only. */
    private static final int INSIDE_FROM = 3;

    /** The pieces of these begin with three keys or more, which an index knows anywhere. */
    private static final int PIECES_INSIDE_FROM = 12;

    /** Fewer keys are a syllable, which is in too many names. */
    private static final int TELLING_FROM = 4;

    /** The text of a row that is there already: no index has this, so none is tried. */
    static final String TEXT_OF_ROW = "(place.search_text || '')";

    /** The conditions that a place has the word, or is what the word means: one is enough. */
    List<String> waysThere(int number, Selection selection) {
        if (isHouse()) {
            return List.of(isAtHouse(number, selection));
        }
        selection.with("word" + number, anywhere(choseong == null ? keys : choseong));
        List<String> ways = new ArrayList<>();
        ways.add("place.search_text like :word" + number);
        ways.addAll(meanings(number, selection));
        return ways;
    }

    boolean isHouse() {
        return keys.contains(" ");
    }

    /** The same as a part of an address. */
    Term withoutArea() {
        return new Term(keys, choseong, synonyms, categories, regions, null, exact);
    }

    /** What is glued to the last number may follow: 5-1번지. */
    private String isAtHouse(int number, Selection selection) {
        selection.with("word" + number, "% " + keys + "%");
        selection.with("house" + number, " " + keys + "[^0-9]");
        return "(place.search_text like :word%1$d and %2$s ~ :house%1$d)"
                .formatted(number, TEXT_OF_ROW);
    }

    private List<String> meanings(int number, Selection selection) {
        List<String> ways = new ArrayList<>();
        for (int i = 0; i < synonyms.size(); i++) {
            String name = "synonym" + number + "x" + i;
            selection.with(name, anywhere(synonyms.get(i)));
            ways.add("place.search_text like :" + name);
        }
        ways.addAll(waysOfKind(number, selection));
        ways.addAll(waysOfBeingThere(number, selection));
        return ways;
    }

    private List<String> waysOfKind(int number, Selection selection) {
        if (categories.isEmpty()) {
            return List.of();
        }
        selection.with("kinds" + number, categories.toArray(String[]::new));
        return List.of("place.category = any(:kinds%d)".formatted(number));
    }

    private List<String> waysOfBeingThere(int number, Selection selection) {
        List<String> ways = new ArrayList<>();
        if (!regions.isEmpty()) {
            selection.with("regions" + number, regions.toArray(String[]::new));
            ways.add("place.region_code = any(:regions%d)".formatted(number));
        }
        if (area != null) {
            ways.add(selection.circle("area" + number, area.centre(), area.radiusMetres()));
        }
        return ways;
    }

    /**
     * The conditions that a place is what the word most likely means: there, where it names an area
     * or a region; of the kind, where it is the first keys of one.
     */
    List<String> waysMeant(int number, Selection selection) {
        if (isPlace()) {
            return waysOfBeingThere(number, selection);
        }
        return keys.length() < TELLING_FROM && !categories.isEmpty()
                ? waysOfKind(number, selection)
                : waysThere(number, selection);
    }

    /** The condition that a place has a word like it. */
    String isSimilar(int number, Selection selection) {
        List<String> ways = new ArrayList<>(waysThere(number, selection));
        if (isForgiven()) {
            ways.add(isSpeltAlike(number, selection));
        }
        return "(" + String.join(" or ", ways) + ")";
    }

    /** Telling letter by letter is slow, so of long words a piece must be there first. */
    private String isSpeltAlike(int number, Selection selection) {
        selection.with("like" + number, Spelling.expression(keys));
        String alike = TEXT_OF_ROW + " ~ :like" + number;
        return isLong()
                ? "((%s) and %s)".formatted(String.join(" or ", pieces(number, selection)), alike)
                : alike;
    }

    /**
     * The conditions that a place has a piece of the word, by an index: one typo leaves one. Pieces
     * of shorter words are rare enough at the beginning of words only.
     */
    List<String> pieces(int number, Selection selection) {
        String before = keys.length() < PIECES_INSIDE_FROM ? "% " : "%";
        List<String> ways = new ArrayList<>();
        for (String piece : Spelling.pieces(keys)) {
            String name = "piece" + number + "x" + ways.size();
            selection.with(name, before + piece + "%");
            ways.add("place.search_text like :" + name);
        }
        return ways;
    }

    /** Whether it names an area or a region. */
    boolean isPlace() {
        return area != null || !regions.isEmpty();
    }

    /** Whether an index soon lists what has it. */
    boolean isTelling() {
        return (choseong == null ? keys : choseong).length() >= INSIDE_FROM;
    }

    /** Whether what is merely like it may be meant. */
    boolean isForgiven() {
        return choseong == null && !exact && Spelling.isForgiven(keys);
    }

    /** Whether it has pieces that are rare enough to be looked for. */
    boolean isLong() {
        return isForgiven() && Spelling.isLong(keys);
    }

    static String anywhere(String keys) {
        return (keys.length() < INSIDE_FROM ? "% " : "%") + keys + "%";
    }
}

package io.maltan.place.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a query as patterns of what it may be a misspelling of: a key of it wrong, missing, too
 * many or in its neighbour's place, and in longer words any two neighbours, since a wrong vowel of
 * Korean may be two keys.
 */
final class Spelling {

    /** Shorter words would be like too many others. */
    private static final int FORGIVING_FROM = 4;

    /** What is compared with longer ones costs too much; nobody types them. */
    private static final int LONGEST = 40;

    /** Shorter ones have no pieces that are rare enough to be looked for. */
    private static final int LONG_FROM = 8;

    private static final int NEIGHBOURS_FROM = 6;

    private Spelling() {}

    /** Whether what is merely like a word may be meant. */
    static boolean isForgiven(String keys) {
        return keys.length() >= FORGIVING_FROM && keys.length() <= LONGEST;
    }

    /** Whether a word has pieces that are rare enough to be looked for. */
    static boolean isLong(String keys) {
        return keys.length() >= LONG_FROM && keys.length() <= LONGEST;
    }

    /** A regular expression of the word and of what one typo makes of it. */
    static String expression(String keys) {
        return String.join("|", keys.length() < NEIGHBOURS_FROM ? ofOne(keys) : ofTwo(keys));
    }

    /** The same of one key alone. */
    static String closest(String keys) {
        return String.join("|", ofOne(keys));
    }

    private static List<String> ofOne(String keys) {
        List<String> ways = new ArrayList<>();
        for (int i = 0; i < keys.length(); i++) {
            String before = keys.substring(0, i);
            String from = keys.substring(i);
            String after = keys.substring(i + 1);
            ways.add(before + ".?" + after);
            ways.add(before + "." + from);
            if (!after.isEmpty()) {
                ways.add(before + after.charAt(0) + keys.charAt(i) + after.substring(1));
            }
        }
        return ways;
    }

    private static List<String> ofTwo(String keys) {
        List<String> ways = new ArrayList<>();
        for (int i = 0; i < keys.length() - 1; i++) {
            ways.add(keys.substring(0, i) + ".{0,3}" + keys.substring(i + 2));
        }
        return ways;
    }

    /** A typo before it leaves what stands behind it alone, one from it on what stands before. */
    private static int middle(String keys) {
        return keys.length() / 2 - 1;
    }

    private static int quarter(String keys) {
        return (middle(keys) + 1) / 2;
    }

    /**
     * The first keys of a long word. A typo leaves these, the {@link #edges} or the {@link #end}
     * alone. There are two pieces for a typo at the beginning, since many words end alike: the last
     * keys by themselves would be in too many places.
     */
    static String beginning(String keys) {
        return keys.substring(0, middle(keys));
    }

    /** A pattern of the first few keys of a long word and its last. */
    static String edges(String keys) {
        return keys.substring(0, quarter(keys)) + "%" + keys.substring(middle(keys) + 1);
    }

    /** All keys of a long word but the first few. */
    static String end(String keys) {
        return keys.substring(quarter(keys) + 1);
    }
}

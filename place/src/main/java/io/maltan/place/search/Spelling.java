package io.maltan.place.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * Patterns of a long word with a gap instead of each of its quarters: one typo leaves one of
     * them. Quarters, since many names begin alike, and many end alike.
     */
    static List<String> pieces(String keys) {
        int length = keys.length();
        int middle = length / 2 - 1;
        int[] cuts = {0, (middle + 1) / 2, middle, (length + middle) / 2, length - 1};
        return IntStream.range(1, cuts.length)
                .mapToObj(i -> keys.substring(0, cuts[i - 1]) + "%" + keys.substring(cuts[i] + 1))
                .toList();
    }
}

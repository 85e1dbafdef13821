package io.maltan.recommendation.place;

import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Pattern;

/**
 * The words of places' names as hashes, and how many names have each: rare words that two names
 * share ({@code ramen}) say that the places are of a kind, common ones ({@code cafe}, a district)
 * hardly do.
 *
 * <p>Korean names join words; what they end with is mostly the kind ({@code …라멘}), so the last two
 * syllables of a longer word count as a word of their own.
 */
final class NameWords {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int MOST_WORDS = 6;
    private static final int BUCKETS = 1 << 16;

    static final long BYTES = 4L * BUCKETS;

    private final AtomicIntegerArray names = new AtomicIntegerArray(BUCKETS);

    static int[] hashesOf(String name) {
        IntLinkedOpenHashSet hashes = new IntLinkedOpenHashSet(8);
        for (String word : BETWEEN_WORDS.split(name.toLowerCase(Locale.ROOT), -1)) {
            if (isTelling(word) && hashes.size() < MOST_WORDS) {
                hashes.add(word.hashCode());
                addKind(word, hashes);
            }
        }
        return hashes.toIntArray();
    }

    /** Short words of alphabets are articles and the like: {@code la}, {@code the}, {@code des}. */
    private static boolean isTelling(String word) {
        int shortest =
                word.codePoints().allMatch(Character::isIdeographic) || hasHangul(word) ? 2 : 4;
        return word.length() >= shortest;
    }

    private static boolean hasHangul(String word) {
        return word.chars().anyMatch(c -> isHangul((char) c));
    }

    private static void addKind(String word, IntLinkedOpenHashSet hashes) {
        boolean korean = isHangul(word.charAt(word.length() - 1));
        if (korean && word.length() >= 4) {
            hashes.add(word.substring(word.length() - 2).hashCode());
        }
    }

    private static boolean isHangul(char c) {
        return c >= '\uac00' && c <= '\ud7a3';
    }

    void count(int[] hashes, int by) {
        for (int hash : hashes) {
            names.addAndGet(bucket(hash), by);
        }
    }

    /** How telling a word is among so many names: from 0 for one in many names to nearly 1. */
    double rarity(int hash, int allNames) {
        double share = names.get(bucket(hash)) / (double) Math.max(50, allNames);
        return share >= 0.2 ? 0 : 1 - Math.sqrt(share / 0.2);
    }

    private static int bucket(int hash) {
        return (hash * 0x9E3779B9) >>> 16;
    }
}

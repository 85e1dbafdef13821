package io.maltan.recommendation.place;

import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntToLongFunction;
import org.springframework.stereotype.Component;

/**
 * The words of places' names as hashes, and how many names of which kinds have each: rare words
 * that two names share ({@code ramen}) say that the places are of a kind, common ones ({@code
 * cafe}) hardly do, nor do those that places of every kind have (a district, a landmark near by).
 *
 * <p>Korean names join words; what they end with is mostly the kind ({@code …라멘}), so the last two
 * syllables of a longer word count as a word of their own.
 */
@Component
final class NameWords implements MemoryShare {

    private static final int MOST_WORDS = 6;
    private static final int BUCKETS = 1 << 16;

    /** Kinds are the first parts of categories; more than so many share a count. */
    private static final int KINDS = 16;

    private static final int MOST = Character.MAX_VALUE;

    /** So many pairs of names with a word in common are taken to be of a kind. */
    private static final double DOUBT = 30;

    /** Where nearly all places are of one kind, a single other one does not spoil a word. */
    private static final double LEAST_MIXED = 0.5;

    private static final long BYTES = (4L + 4L + 2L * KINDS) * BUCKETS;

    private final AtomicIntegerArray names = new AtomicIntegerArray(BUCKETS);

    /** Not counted further than a number goes: a word in so many names is a common one. */
    private final char[] namesOfKinds = new char[BUCKETS * KINDS];

    /** Of two names with a word, how probable it is that their places are of different kinds. */
    private final float[] mixed = new float[BUCKETS];

    private final Codes<String> kinds = new Codes<>();
    private final long[] placesOfKinds = new long[KINDS];
    private volatile double allMixed;

    @Override
    public String what() {
        return "words of names";
    }

    @Override
    public long bytes() {
        return BYTES;
    }

    static int[] hashesOf(String name) {
        IntLinkedOpenHashSet hashes = new IntLinkedOpenHashSet(8);
        for (String word : BranchNames.wordsWithoutBranch(name)) {
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
        if (korean && word.length() >= 4 && !BranchNames.saysWhere(word)) {
            hashes.add(word.substring(word.length() - 2).hashCode());
        }
    }

    private static boolean isHangul(char c) {
        return c >= '\uac00' && c <= '\ud7a3';
    }

    /** Counts the words of a place's name, or takes them off again; one thread at a time. */
    void count(int[] hashes, String category, int by) {
        int kind = kinds.numberOf(firstPart(category)) % KINDS;
        placesOfKinds[kind] += by;
        allMixed = mixture(other -> placesOfKinds[other], 0);
        for (int hash : hashes) {
            int bucket = bucket(hash);
            names.addAndGet(bucket, by);
            int row = bucket * KINDS;
            namesOfKinds[row + kind] = (char) Math.clamp(namesOfKinds[row + kind] + by, 0, MOST);
            mixed[bucket] = (float) mixture(other -> namesOfKinds[row + other], DOUBT);
        }
    }

    private static String firstPart(String category) {
        int end = category.indexOf('.');
        return end < 0 ? category : category.substring(0, end);
    }

    private static double mixture(IntToLongFunction counts, double doubt) {
        double all = 0;
        double pairsOfAKind = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            double count = counts.applyAsLong(kind);
            all += count;
            pairsOfAKind += count * (count - 1);
        }
        double pairs = all * (all - 1);
        return pairs <= 0 ? 0 : (pairs - pairsOfAKind) / (pairs + doubt);
    }

    /**
     * How telling a word is among so many names: nearly 1 for a rare one, 0 for one in many names,
     * and for one whose places are of a kind no more often than any two.
     */
    double telling(int hash, int allNames) {
        int bucket = bucket(hash);
        double share = names.get(bucket) / (double) Math.max(50, allNames);
        double strange = mixed[bucket] / Math.max(LEAST_MIXED, allMixed);
        return share >= 0.2 || strange >= 1 ? 0 : (1 - Math.sqrt(share / 0.2)) * (1 - strange);
    }

    private static int bucket(int hash) {
        return (hash * 0x9E3779B9) >>> 16;
    }
}

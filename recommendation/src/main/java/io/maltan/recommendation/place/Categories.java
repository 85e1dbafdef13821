package io.maltan.recommendation.place;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * The categories that places have, numbered. Codes are dotted paths: {@code food} is the parent of
 * {@code food.korean}.
 */
public final class Categories {

    /** What does not get a number of its own any more. */
    private static final String OTHER = "other";

    private static final int MOST_ROWS = 512;

    private final Codes<String> codes = new Codes<>();
    private final char other = codes.numberOf(OTHER);
    private final ConcurrentMap<Integer, float[]> likenesses = new ConcurrentHashMap<>();

    char numberOf(String code) {
        char number = codes.numberOf(code);
        return number == Codes.NONE ? other : number;
    }

    /** How many there are; numbers go from 0 to one less. */
    public int size() {
        return codes.size();
    }

    public String code(int number) {
        return codes.value(number);
    }

    /** By the number of a category, whether it is one of the given codes or below one. */
    public boolean[] within(Collection<String> ancestors) {
        boolean[] within = new boolean[size()];
        for (int number = 0; number < within.length; number++) {
            String code = code(number);
            within[number] = ancestors.stream().anyMatch(ancestor -> isWithin(code, ancestor));
        }
        return within;
    }

    /** Whether a code is the given one or below it. */
    public static boolean isWithin(String code, String ancestor) {
        return code.startsWith(ancestor)
                && (code.length() == ancestor.length() || code.charAt(ancestor.length()) == '.');
    }

    /** By the number of a category, how alike in kind it is to the given one. Not to be changed. */
    public float[] likeness(int category) {
        float[] known = likenesses.get(category);
        if (known != null && known.length == size()) {
            return known;
        }
        float[] row = new float[size()];
        for (int other = 0; other < row.length; other++) {
            row[other] = (float) similarity(code(category), code(other));
        }
        if (likenesses.size() < MOST_ROWS || likenesses.containsKey(category)) {
            likenesses.put(category, row);
        }
        return row;
    }

    /** Whether two categories, by their numbers, have their first part in common. */
    public boolean areAlike(int one, int other) {
        String code = code(one);
        int end = code.indexOf('.');
        return isWithin(code(other), end < 0 ? code : code.substring(0, end));
    }

    /**
     * How alike two categories are in kind: 1 for the same, 0 where even the first parts differ, in
     * between by the share of the path that they have in common.
     */
    public static double similarity(String one, String other) {
        if (one.equals(other)) {
            return 1;
        }
        int common = commonDepth(one, other);
        return common == 0
                ? 0
                : Math.pow((double) common / Math.max(depth(one), depth(other)), 1.5);
    }

    /** The path that two categories have in common; empty where even the first parts differ. */
    public static String inCommon(String one, String other) {
        return Arrays.stream(one.split("\\.", -1))
                .limit(commonDepth(one, other))
                .collect(Collectors.joining("."));
    }

    private static int depth(String code) {
        return (int) code.chars().filter(c -> c == '.').count() + 1;
    }

    private static int commonDepth(String one, String other) {
        String[] parts = one.split("\\.", -1);
        String[] others = other.split("\\.", -1);
        int depth = 0;
        while (depth < Math.min(parts.length, others.length)
                && parts[depth].equals(others[depth])) {
            depth++;
        }
        return depth;
    }
}

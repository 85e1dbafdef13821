package io.maltan.place.text;

/** Hangul as the keys of a Korean keyboard (두벌식) that type it, in lower case. */
final class Hangul {

    private static final char FIRST_SYLLABLE = '가';
    private static final char LAST_SYLLABLE = '힣';
    private static final char FIRST_JAMO = 'ㄱ';
    private static final char LAST_CONSONANT = 'ㅎ';
    private static final char LAST_JAMO = 'ㅣ';
    private static final int VOWELS = 21;
    private static final int FINALS = 28;

    private static final String[] INITIAL_KEYS = {
        "r", "r", "s", "e", "e", "f", "a", "q", "q", "t", "t", "d", "w", "w", "c", "z", "x", "v",
        "g"
    };
    private static final String[] VOWEL_KEYS = {
        "k", "o", "i", "o", "j", "p", "u", "p", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl",
        "b", "m", "ml", "l"
    };
    private static final String[] FINAL_KEYS = {
        "", "r", "r", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg",
        "a", "q", "qt", "t", "t", "d", "w", "c", "z", "x", "v", "g"
    };
    private static final String[] CONSONANT_KEYS = {
        "r", "r", "rt", "s", "sw", "sg", "e", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg",
        "a", "q", "q", "qt", "t", "t", "d", "w", "w", "c", "z", "x", "v", "g"
    };

    private Hangul() {}

    static boolean isSyllable(int character) {
        return character >= FIRST_SYLLABLE && character <= LAST_SYLLABLE;
    }

    static boolean isJamo(int character) {
        return character >= FIRST_JAMO && character <= LAST_JAMO;
    }

    static boolean isConsonant(int character) {
        return character >= FIRST_JAMO && character <= LAST_CONSONANT;
    }

    /** Adds the keys that type a syllable. */
    static void appendKeysOfSyllable(StringBuilder keys, int syllable) {
        int index = syllable - FIRST_SYLLABLE;
        keys.append(INITIAL_KEYS[index / (VOWELS * FINALS)])
                .append(VOWEL_KEYS[index / FINALS % VOWELS])
                .append(FINAL_KEYS[index % FINALS]);
    }

    /** The key of a syllable's first consonant, its choseong. */
    static String initialKeyOfSyllable(int syllable) {
        return INITIAL_KEYS[(syllable - FIRST_SYLLABLE) / (VOWELS * FINALS)];
    }

    /** The keys that type a letter standing alone. */
    static String keysOfJamo(int jamo) {
        return isConsonant(jamo)
                ? CONSONANT_KEYS[jamo - FIRST_JAMO]
                : VOWEL_KEYS[jamo - LAST_CONSONANT - 1];
    }
}

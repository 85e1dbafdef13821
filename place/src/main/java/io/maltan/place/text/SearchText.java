package io.maltan.place.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in the form in which it is stored for search and in which queries are compared with it.
 *
 * <p>Hangul becomes the keys that type it on a Korean keyboard, everything else lower case without
 * accents. So a syllable that is not finished is the beginning of the finished one, a wrong letter
 * is one wrong character of several, text typed with the keyboard left in English is the same text,
 * and two syllables are long enough for a trigram. Nothing but letters and digits is left, so that
 * no query holds a wildcard.
 */
public final class SearchText {

    private static final char MARK = '0';
    private static final int FIRST_HIRAGANA = 0x3041;
    private static final int LAST_HIRAGANA = 0x3096;
    private static final int TO_KATAKANA = 0x60;
    private static final int FIRST_FOREIGN = 0x250;
    private static final int RADIX = 36;

    private static final String HOUSE_NUMBERS = "(\\p{Nd}+(?:\\p{Pd}\\p{Nd}+)+)(?:번지)?";

    /** The numbers of a plot or house, such as 358-121. */
    private static final Pattern HOUSE = Pattern.compile(HOUSE_NUMBERS);

    /** White space, or nothing before the numbers of a house: 서교동5-1 is two words. */
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("\\s+|(?<=\\p{IsHangul})(?=%s(?:\\s|$))".formatted(HOUSE_NUMBERS));

    private SearchText() {}

    /** The words of a text in searchable form, separated by one space each. */
    public static String words(String text) {
        StringBuilder words = new StringBuilder(3 * text.length());
        String whole = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int i = 0; i < whole.length(); i = whole.offsetByCodePoints(i, 1)) {
            appendKeys(words, whole.codePointAt(i));
        }
        return words.toString().strip();
    }

    /** The words of a text written as one. */
    public static String compact(String text) {
        return words(text).replace(" ", "");
    }

    /**
     * The first consonants of a text's Hangul: of each its key and a zero, so that they are told
     * from letters, and two of them are long enough for a trigram. Spaces are kept.
     */
    public static String choseong(String text) {
        StringBuilder initials = new StringBuilder(2 * text.length());
        String whole = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int i = 0; i < whole.length(); i = whole.offsetByCodePoints(i, 1)) {
            appendInitial(initials, whole.codePointAt(i));
        }
        return initials.toString().strip();
    }

    /** Consonants of a query in the form of {@link #choseong}. */
    public static String choseongOfQuery(String word) {
        StringBuilder initials = new StringBuilder();
        word.codePoints()
                .filter(Hangul::isConsonant)
                .mapToObj(Hangul::keysOfJamo)
                .flatMapToInt(String::codePoints)
                .forEach(key -> initials.appendCodePoint(key).append(MARK));
        return initials.toString();
    }

    /** Whether a word of a query consists of consonants alone, and so means their syllables. */
    public static boolean isChoseong(String word) {
        return !word.isEmpty() && word.codePoints().allMatch(Hangul::isConsonant);
    }

    /** The numbers of a house as the words of an address: of 5-1 "5 1"; empty for other words. */
    public static Optional<String> houseNumbers(String word) {
        Matcher house = HOUSE.matcher(word);
        return house.matches() ? Optional.of(words(house.group(1))) : Optional.empty();
    }

    /** The words of a query as they were typed. */
    public static List<String> split(String query) {
        List<String> words = new ArrayList<>();
        for (String word : BETWEEN_WORDS.split(query.strip(), -1)) {
            if (!words(word).isEmpty()) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    private static void appendKeys(StringBuilder words, int character) {
        if (Hangul.isSyllable(character)) {
            Hangul.appendKeysOfSyllable(words, character);
        } else if (Hangul.isJamo(character)) {
            words.append(Hangul.keysOfJamo(character));
        } else if (character < 0x80) {
            appendLetter(words, Character.toLowerCase(character));
        } else {
            Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD)
                    .toLowerCase(Locale.ROOT)
                    .codePoints()
                    .forEach(part -> appendLetter(words, part));
        }
    }

    private static void appendLetter(StringBuilder words, int character) {
        if (Character.isDigit(character)) {
            words.append(Character.digit(character, RADIX));
        } else if (isLetter(character)) {
            appendPlain(words, isHiragana(character) ? character + TO_KATAKANA : character);
        } else if (!isSilent(character) && !endsWithSpace(words)) {
            words.append(' ');
        }
    }

    /** Of some scripts vowels are marks that take space. */
    private static boolean isLetter(int character) {
        return Character.isLetterOrDigit(character)
                || Character.getType(character) == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isHiragana(int character) {
        return character >= FIRST_HIRAGANA && character <= LAST_HIRAGANA;
    }

    /** Accents that were split off, marks nobody sees, and apostrophes inside of words. */
    private static boolean isSilent(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || character == '\''
                || character == '’'
                || character == '·';
    }

    /**
     * Letters of other scripts become several of ours, so that each database has trigrams of them.
     */
    private static void appendPlain(StringBuilder words, int letter) {
        switch (letter) {
            case 'ß' -> words.append("ss");
            case 'æ' -> words.append("ae");
            case 'œ' -> words.append("oe");
            case 'ø' -> words.append('o');
            case 'đ' -> words.append('d');
            case 'ł' -> words.append('l');
            case 'ς' -> words.append(Integer.toString('σ', RADIX));
            case 'ı' -> words.append('i');
            default -> {
                if (letter < FIRST_FOREIGN) {
                    words.append((char) letter);
                } else {
                    words.append(Integer.toString(letter, RADIX));
                }
            }
        }
    }

    private static void appendInitial(StringBuilder initials, int character) {
        if (Hangul.isSyllable(character)) {
            initials.append(Hangul.initialKeyOfSyllable(character)).append(MARK);
        } else if (!endsWithSpace(initials)) {
            initials.append(' ');
        }
    }

    private static boolean endsWithSpace(StringBuilder text) {
        return text.isEmpty() || text.charAt(text.length() - 1) == ' ';
    }
}

package io.maltan.community.trust;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds watched words, also where somebody has spaced them out, put digits or signs for letters,
 * used accents, wide letters or those of another script that look alike, or repeated letters.
 *
 * <p>Words of alphabets are found as whole words, lest they are found within harmless ones; words
 * in Hangul or Han wherever they stand, because there words are joined and inflected.
 */
@Component
class WatchedWords {

    private static final Map<Integer, Integer> LOOKALIKES =
            lookalikes("аеорсухіјѕԁһӏαοερτυνκι", "aeopcyxijsdhlaoeptuvki");
    private static final Map<Integer, Integer> SIGNS = lookalikes("013457@$!|", "oieastasii");
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern SAME = Pattern.compile("(\\p{L})\\1*");
    private static final Pattern JOINED_SCRIPT =
            Pattern.compile("[\\p{IsHangul}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private final List<Watched> words = new ArrayList<>();

    WatchedWords(WatchedWordSettings settings) {
        settings.reject().forEach(word -> watch(word, Screening.Outcome.REJECT));
        settings.hold().forEach(word -> watch(word, Screening.Outcome.HOLD));
        settings.flag().forEach(word -> watch(word, Screening.Outcome.FLAG));
    }

    /** The worst of what is in a text. */
    Screening screen(String text) {
        if (words.isEmpty()) {
            return Screening.FINE;
        }
        Readings readings = Readings.of(text);
        Screening worst = Screening.FINE;
        for (Watched word : words) {
            if (word.outcome().compareTo(worst.outcome()) > 0 && readings.contain(word)) {
                worst = new Screening(word.outcome(), word.written());
            }
        }
        return worst;
    }

    private void watch(String written, Screening.Outcome outcome) {
        String plain = NO_LETTERS.matcher(folded(written)).replaceAll("");
        if (!plain.isEmpty()) {
            boolean joined = JOINED_SCRIPT.matcher(plain).find();
            words.add(new Watched(written, joined ? plain : null, stretched(plain), outcome));
        }
    }

    private static String folded(String text) {
        String wide = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String bare = MARKS.matcher(Normalizer.normalize(wide, Normalizer.Form.NFD)).replaceAll("");
        return replaced(Normalizer.normalize(bare, Normalizer.Form.NFC), LOOKALIKES);
    }

    /** Each letter as often as it is in the word, or more often; it is never gone back over. */
    private static Pattern stretched(String word) {
        return Pattern.compile(
                SAME.matcher(word)
                        .replaceAll(run ->
                                "%s{%d,}+"
                                        .formatted(
                                                run.group(1),
                                                run.group()
                                                        .codePointCount(0, run.group().length()))));
    }

    private static String replaced(String text, Map<Integer, Integer> letters) {
        StringBuilder replaced = new StringBuilder(text.length());
        text.codePoints().map(c -> letters.getOrDefault(c, c)).forEach(replaced::appendCodePoint);
        return replaced.toString();
    }

    private static Map<Integer, Integer> lookalikes(String from, String to) {
        Map<Integer, Integer> pairs = new java.util.HashMap<>();
        for (int i = 0; i < from.length(); i++) {
            pairs.put((int) from.charAt(i), (int) to.charAt(i));
        }
        return Map.copyOf(pairs);
    }

    /**
     * A word that is watched.
     *
     * @param joined its letters, where they are looked for within words
     */
    private record Watched(
            String written, @Nullable String joined, Pattern whole, Screening.Outcome outcome) {}

    /**
     * A text as it may be read.
     *
     * @param words its words, also those spelled out letter by letter
     * @param letters all of its letters, without anything between them
     */
    private record Readings(Set<String> words, String letters) {

        static Readings of(String text) {
            String folded = folded(text);
            Set<String> words = new HashSet<>();
            collect(folded, words);
            collect(replaced(folded, SIGNS), words);
            return new Readings(words, NO_LETTERS.matcher(folded).replaceAll(""));
        }

        boolean contain(Watched word) {
            return word.joined() == null
                    ? words.stream().anyMatch(read -> word.whole().matcher(read).matches())
                    : letters.contains(word.joined());
        }

        private static void collect(String text, Set<String> words) {
            StringBuilder spelled = new StringBuilder();
            for (String word : WORD.matcher(text).results().map(MatchResult::group).toList()) {
                words.add(word);
                if (word.codePointCount(0, word.length()) == 1) {
                    spelled.append(word);
                } else {
                    words.add(spelled.toString());
                    spelled.setLength(0);
                }
            }
            words.add(spelled.toString());
        }
    }
}

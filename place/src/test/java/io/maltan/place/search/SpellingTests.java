package io.maltan.place.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpellingTests {

    static Stream<String> words() {
        return Stream.of(
                "clzls",
                "abcd",
                "museum",
                "tmxkqjrtm",
                "starbuck",
                "starbucks",
                "rybhanrhrkdska",
                "rnrflqwnddkdqkranfrhks");
    }

    @ParameterizedTest
    @MethodSource("words")
    void oneTypoIsForgiven(String right) {
        for (String typed : misspellings(right)) {
            assertThat(
                            Pattern.compile(Spelling.expression(typed))
                                    .matcher(" " + right + " ")
                                    .find())
                    .as("%s for %s", typed, right)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("words")
    void aPieceOfALongWordIsFreeOfTheTypo(String right) {
        String text = " " + right + " ";
        for (String typed : misspellings(right)) {
            if (Spelling.isLong(typed)) {
                assertThat(Spelling.pieces(typed))
                        .as("%s for %s", typed, right)
                        .anyMatch(piece -> text.matches(" " + piece.replace("%", ".*") + " "));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("words")
    void otherWordsAreNotLikeIt(String word) {
        Random random = new Random(11);
        Pattern like = Pattern.compile(Spelling.expression(word));
        for (int i = 0; i < 1_000; i++) {
            StringBuilder other = new StringBuilder();
            while (other.length() < word.length()) {
                other.append((char) ('0' + random.nextInt(10)));
            }
            assertThat(like.matcher(other).find()).isFalse();
        }
    }

    /**
     * A letter wrong, missing, too many, or in its neighbour's place; of longer words two wrong.
     */
    private static List<String> misspellings(String right) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < right.length(); i++) {
            String before = right.substring(0, i);
            String after = right.substring(i + 1);
            all.add(before + 'z' + after);
            all.add(before + after);
            all.add(before + 'z' + right.substring(i));
            if (!after.isEmpty()) {
                all.add(before + after.charAt(0) + right.charAt(i) + after.substring(1));
            }
            if (!after.isEmpty() && right.length() > 6) {
                all.add(before + "zz" + after.substring(1));
            }
        }
        return all;
    }
}

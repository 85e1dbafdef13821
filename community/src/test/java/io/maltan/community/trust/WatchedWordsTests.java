package io.maltan.community.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedWordsTests {

    private final WatchedWords words =
            new WatchedWords(
                    new WatchedWordSettings(List.of("casino"), List.of("도박"), List.of("ass")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "casino",
                "CASINO!",
                "the Casino is",
                "c4s1n0",
                "c@$ino",
                "c.a.s.i.n.o",
                "c a s i n o",
                "casíno",
                "ｃａｓｉｎｏ",
                "саsinо",
                "caaasinooo",
                "c-4-s-i-n-0"
            })
    void isFoundHoweverItIsWritten(String text) {
        assertThat(words.screen(text).outcome()).isEqualTo(Screening.Outcome.REJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"도박", "도 박", "도1박", "도.박장", "온라인도박은", "도\u200b박", "도박"})
    void joinedScriptsAreFoundAnywhere(String text) {
        assertThat(words.screen(text))
                .extracting(Screening::outcome, Screening::word)
                .containsExactly(Screening.Outcome.HOLD, "도박");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class",
                "occasional",
                "a casinoish place",
                "도심 박물관",
                "as",
                "as a",
                "",
                "12 34"
            })
    void harmlessWordsAreNot(String text) {
        assertThat(words.screen(text).isFine()).isTrue();
    }

    @Test
    void theWorstCounts() {
        assertThat(words.screen("ass 도박").isHeld()).isTrue();
        assertThat(words.screen("ass").outcome()).isEqualTo(Screening.Outcome.FLAG);
    }

    @Test
    void nothingIsWatchedWhereNothingIsSet() {
        WatchedWords none =
                new WatchedWords(new WatchedWordSettings(List.of(), List.of(" "), List.of("!!")));

        assertThat(none.screen("!! anything").isFine()).isTrue();
    }
}

package io.maltan.place.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTests {

    @ParameterizedTest
    @CsvSource({
        "스타벅스, tmxkqjrtm",
        "강남 카페, rkdska zkvp",
        "Cafè Nou, cafe nou",
        "McDonald's, mcdonalds",
        "Straße 24, strasse 24",
        "ＡＢＣ, abc",
        "닭갈비, ekfrrkfql",
        "寿司, i67gl4",
        "Кафе, u2tsuctx",
    })
    void writesHangulAsItIsTypedAndTheRestPlainly(String text, String words) {
        assertThat(SearchText.words(text)).isEqualTo(words);
    }

    @Test
    void anUnfinishedSyllableIsTheBeginningOfTheFinishedOne() {
        assertThat(SearchText.compact("스타벅스")).startsWith(SearchText.compact("스타버"));
    }

    @Test
    void decomposedHangulIsTheSameText() {
        String decomposed = java.text.Normalizer.normalize("한글 박물관", java.text.Normalizer.Form.NFD);
        assertThat(SearchText.words(decomposed)).isEqualTo(SearchText.words("한글 박물관"));
    }

    @Test
    void choseongOfANameIsWhatItsConsonantsType() {
        assertThat(SearchText.choseong("스타벅스 강남점")).isEqualTo("t0x0q0t0 r0s0w0");
        assertThat(SearchText.choseongOfQuery("ㅅㅌㅂㅅ")).isEqualTo("t0x0q0t0");
        assertThat(SearchText.choseongOfQuery("ㄳ")).isEqualTo("r0t0");
        assertThat(SearchText.words("ㅅㅌㅂㅅ")).isEqualTo("txqt");
        assertThat(SearchText.isChoseong("ㅅㅌㅂㅅ")).isTrue();
        assertThat(SearchText.isChoseong("스ㅌ")).isFalse();
        assertThat(SearchText.isChoseong("ㅏ")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "'; drop table place; --", "50% off_", "\uD800", "\0"})
    void leavesNoWildcardInAQuery(String query) {
        assertThat(SearchText.words(query)).matches("[a-z0-9 ]*");
    }

    @Test
    void theNumbersOfAHouseAreAWordOfAQuery() {
        assertThat(SearchText.split("와우산로29길94-3 서교동 5-1번지"))
                .containsExactly("와우산로29길", "94-3", "서교동", "5-1번지");
        assertThat(SearchText.split("GS25-3호점 7-Eleven 서울 24/7"))
                .containsExactly("GS25-3호점", "7-Eleven", "서울", "24/7");
        assertThat(SearchText.houseNumbers("94-3번지")).contains("94 3");
        assertThat(SearchText.houseNumbers("３５８－１２１")).contains("358 121");
        assertThat(SearchText.houseNumbers("94")).isEmpty();
        assertThat(SearchText.houseNumbers("3-4관")).isEmpty();
    }
}

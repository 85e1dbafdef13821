package io.maltan.place.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNameTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u200b",
                "\u3164",
                "\u115f\u1160 \uffa0\u2800",
                "\u00ad\ufe0f\u0301",
                "Two\nlines",
                "Two\u2028lines",
                "Tab\tulator",
                "\u202egnp.exe",
                "\u2067Caf\u00e9",
                "a\0b"
            })
    void whatNobodySeesOrThatLeavesItsLineIsNoName(String text) {
        assertThat(PlainName.Check.isName(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "카페 봄",
                "7",
                "&",
                "👩\u200d🍳",
                "می\u200cخواهم",
                "कॉफ़ी",
                "Cafe\u0301",
                "قهوة\u200f 24"
            })
    void namesOfEveryScriptAreNames(String text) {
        assertThat(PlainName.Check.isName(text)).isTrue();
    }
}

package io.maltan.place.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpelledLettersTests {

    @ParameterizedTest
    @CsvSource({
        "엔서울타워, N서울타워",
        "에스케이텔레콤 대리점, SK텔레콤 대리점",
        "케이티, KT",
        "씨제이올리브, CJ올리브",
        "더블유호텔, W호텔",
        "에이치엠, HM",
        "이서, 이서",
        "서울타워, 서울타워",
        "n seoul tower, n seoul tower",
    })
    void writesLettersAtTheBeginningOfWords(String typed, String written) {
        assertThat(SpelledLetters.written(typed)).isEqualTo(written);
    }
}

package io.maltan.place.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.geography.Coordinates;
import io.maltan.place.text.SearchText;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AreasTests {

    private final Areas areas;

    AreasTests() throws IOException {
        areas = new Areas();
    }

    @ParameterizedTest
    @CsvSource({
        "홍대, 37.5563, 126.9236",
        "홍대역, 37.5563, 126.9236",
        "Hongdae Station, 37.5563, 126.9236",
        "서교동, 37.5549, 126.9213",
        "Seogyo-dong, 37.5549, 126.9213",
        "이촌동, 37.5200, 126.9700",
        "합정동, 37.5495, 126.9139",
        "상수동, 37.5477, 126.9229",
        "역삼동, 37.5007, 127.0364",
        "역삼1동, 37.5007, 127.0364",
        "삼성동, 37.5112, 127.0592",
        "신사동, 37.5203, 127.0228",
        "신림동, 37.4842, 126.9297",
        "성산동, 37.5650, 126.9080",
        "목동, 37.5253, 126.8700",
        "군자동, 37.5572, 127.0795",
        "연남동, 37.5627, 126.9226",
        "인사동, 37.5740, 126.9856",
    })
    void isWhereItIs(String name, double lat, double lon) {
        Coordinates there = new Coordinates(lat, lon);
        assertThat(named(name))
                .hasValueSatisfying(
                        area -> assertThat(area.centre().metresTo(there)).isLessThan(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"동", "역", "우동", "강", "서교", "운동", "냉면"})
    void isNoArea(String word) {
        assertThat(named(word)).isEmpty();
    }

    private Optional<Area> named(String name) {
        return areas.named(SearchText.compact(name));
    }
}

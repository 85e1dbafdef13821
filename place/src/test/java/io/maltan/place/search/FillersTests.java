package io.maltan.place.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillersTests {

    private static final Set<String> KINDS = Set.of("카페", "편의점", "서점", "약국", "맛집", "pizza");

    @ParameterizedTest
    @CsvSource({
        "강남에 있는 카페 추천, 강남 카페",
        "래미안 101동, 래미안",
        "24시 편의점, 편의점",
        "24시간 편의점, 편의점",
        "24시편의점, 편의점",
        "지금 여는 약국, 약국",
        "문 연 약국, 약국",
        "지금여는 약국, 약국",
        "홍대맛집추천, 홍대맛집",
        "강남 카페추천좀, 강남 카페",
        "best pizza in hongdae, pizza in hongdae",
        "Good pizza open now, pizza",
        "추천, 추천",
        "좋은데이, 좋은데이",
        "강찬서점, 강찬서점",
        "강남역11번출구, 강남역",
        "강남역 11번 출구 카페, 강남역 카페",
        "앞집 강남점, 앞집 강남",
    })
    void leavesWhatIsLookedFor(String query, String left) {
        assertThat(Fillers.without(query, KINDS::contains)).isEqualTo(left);
    }
}

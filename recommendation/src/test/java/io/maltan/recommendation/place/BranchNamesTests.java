package io.maltan.recommendation.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchNamesTests {

    @ParameterizedTest
    @CsvSource({
        "고양이 마라탕 홍익대학교점, 고양이 마라탕",
        "스타벅스 (홍대입구역점), 스타벅스",
        "스타벅스 홍대 1호점, 스타벅스 홍대",
        "스타벅스 홍대 지점, 스타벅스",
        "할매국밥 본점, 할매국밥",
        "할매국밥 지점, 할매국밥",
        "Starbucks Hongdae Branch, starbucks",
        "Cat Malatang at Hongik University, cat malatang",
        "Cat Malatang @ Hongdae, cat malatang",
        "At Home, at home",
        "Olive Branch, olive branch",
        "Coffee@Works, coffee works"
    })
    void whereABranchIsSaysNothingOfItsKind(String name, String words) {
        assertThat(String.join(" ", BranchNames.wordsWithoutBranch(name))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"백화점", "서점", "음식점", "롯데 백화점", "알라딘 중고서점", "참새 반점", "홍대점", "점"})
    void kindsOfShopsThatEndLikeBranchesAreKept(String name) {
        assertThat(String.join(" ", BranchNames.wordsWithoutBranch(name))).isEqualTo(name);
    }
}

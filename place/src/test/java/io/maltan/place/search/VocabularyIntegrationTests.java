package io.maltan.place.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** With a database of its own: the places here have the commonest kinds. */
@MaltanServiceTest(service = "place")
@TestPropertySource(properties = "spring.application.name=place-vocabulary")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VocabularyIntegrationTests {

    private static final String PLACES =
            """
            id,name,name_en,name_ko,category,lat,lon,address,phone,website,opening_hours
            v1,우이 밥상,,,food.korean,37.6500,127.0100,,,,
            v2,가을숲 빵집 강변점,,,food.bakery,37.5540,126.9240,,,,
            v3,정원 커피,,,cafe.coffee,37.4950,127.0640,,,,
            v4,남산 커피 신촌역점,,,cafe.coffee,37.5560,126.9370,,,,
            v5,서울로 커피,,,cafe.coffee,37.5550,126.9710,,,,
            v6,서울로 밥상,,,food.korean,37.5551,126.9711,,,,
            v7,홍대 피자,,,food.pizza,37.5565,126.9240,,,,
            v8,골목 찻집,,,cafe.tea,37.5545,126.9200,서울 마포구 서교동 5-1,,,
            v9,모퉁이 찻집,,,cafe.tea,37.5546,126.9201,서울 마포구 서교동 5-12,,,
            v10,마당 찻집,,,cafe.tea,37.5547,126.9202,서울 마포구 서교동 15-1,,,
            v11,와우 책방,,,shop.books,37.5520,126.9250,서울 마포구 와우산로 12-3번지 2층,,,
            v12,언덕 책방,,,shop.books,37.5530,126.9260,서울 마포구 와우산로29길 94-3,,,
            v13,강변 책방,,,shop.books,37.5480,126.9200,서울 마포구 독막로 7-2 (상수동),,,
            v14,인사동길 커피,,,cafe.coffee,37.5740,126.9850,,,,
            v15,단풍 커피,,,cafe.coffee,37.5265,127.0200,,,,
            v16,강가 커피,,,cafe.coffee,37.5175,126.9665,,,,
            v17,골짜기 식당,,,food.restaurant,37.5490,126.9130,,,,
            v18,다리 커피,,,cafe.coffee,37.5140,127.0560,,,,
            v19,새집 게스트하우스,,,lodging.guest_house,37.5600,126.9250,,,,
            v20,수국 소극장,,,culture.theatre,37.5530,126.9240,,,,
            v21,긴밤 편의점,,,shop.convenience,37.5531,126.9241,,,,
            v22,토끼 약국,,,health.pharmacy,37.5532,126.9242,,,,
            v23,남산서울타워,,,sight.landmark,37.5512,126.9882,,,,
            v24,하나 카츠,,,food.japanese,37.5533,126.9243,,,,
            v25,오래된 파스타,,,food.italian,37.5534,126.9244,,,,
            v26,경복궁,,,sight.palace,37.5788,126.9770,,,,
            v27,불국사,,,sight.palace,35.7900,129.3320,경상북도 경주시,,,
            v28,세븐일레븐 상수점,,,shop.convenience,37.5478,126.9230,,,,
            v29,공단 커피,,,cafe.coffee,37.6010,127.1000,서울 마포구 와우산로 5-1,,,
            v30,남쪽 강 커피,,,cafe.coffee,37.5480,126.9500,,,,
            v31,북쪽 강 밥상,,,food.korean,37.5481,126.9500,,,,
            v32,라일락 국수 남산서울타워점,,,food.asian,37.5505,126.9510,,,,
            """;

    @Autowired private WebTestClient client;

    private PlaceApi api;

    @BeforeAll
    void fill() {
        api = new PlaceApi(client);
        byte[] csv = PLACES.getBytes(StandardCharsets.UTF_8);
        assertThat(api.imported("format=csv&dataset=words", csv).path("created").asInt())
                .isEqualTo(32);
    }

    private List<String> names(String typed) {
        List<String> names = new ArrayList<>();
        api.json("/search?q={q}&lat=37.55&lon=126.95", typed)
                .path("items")
                .forEach(item -> names.add(item.path("name").asString()));
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "강북 맛집, 우이 밥상",
        "강북 맛집 추천, 우이 밥상",
        "강남 카페 추천, 단풍 커피",
        "강남 카페 좋은, 단풍 커피",
        "강남에서 카페, 단풍 커피",
        "서울역 맛집 추천, 서울로 밥상",
        "서울역 앞 카페, 서울로 커피",
        "강남카페추천, 단풍 커피",
        "강북구맛집, 우이 밥상",
    })
    void whatIsWholeIsNotParted(String typed, String name) {
        assertThat(names(typed).getFirst()).isEqualTo(name);
    }

    /** 궁 also ends names: it is no kind behind a region. */
    @ParameterizedTest
    @ValueSource(strings = {"경북궁", "경보궁"})
    void aSyllableThatEndsANameIsNotParted(String typed) {
        assertThat(names(typed)).contains("경복궁").doesNotContain("불국사");
    }

    @ParameterizedTest
    @CsvSource({
        "서교동 5-1, 골목 찻집",
        "서교동5-1, 골목 찻집",
        "서교동 5-1번지, 골목 찻집",
        "서울특별시 마포구 서교동 5-1, 골목 찻집",
        "서교동 ５－１, 골목 찻집",
        "서교동 15-1, 마당 찻집",
        "5-12, 모퉁이 찻집",
        "와우산로 12-3, 와우 책방",
        "와우산로29길 94-3, 언덕 책방",
        "와우산로29길94-3, 언덕 책방",
        "서울 마포구 독막로 7-2, 강변 책방",
        "독막로 7-2, 강변 책방",
    })
    void housesAreFoundByTheirNumbers(String typed, String name) {
        assertThat(names(typed)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7-11", "7-11 상수", "상수 7-11"})
    void aBrandMayLookLikeAHouse(String typed) {
        assertThat(names(typed)).containsExactly("세븐일레븐 상수점");
    }

    @ParameterizedTest
    @CsvSource({
        "합정동 맛집, 골짜기 식당",
        "서교동 찻집, 마당 찻집",
        "Seogyo-dong tea, 마당 찻집",
        "신사동 카페, 단풍 커피",
        "이촌동 카페, 강가 커피",
        "이촌1동 카페, 강가 커피",
        "삼성동 카페, 다리 커피",
        "삼성동카페, 다리 커피",
        "이촌동 근처 카페, 강가 커피",
    })
    void neighbourhoodsAreAreas(String typed, String name) {
        assertThat(names(typed).getFirst()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"신시동 카페", "안사동 커피", "신천역 커피"})
    void ofNeighbourhoodsNoOtherIsMeant(String typed) {
        assertThat(names(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "남산타워, 남산서울타워",
        "숙소, 새집 게스트하우스",
        "돈까스, 하나 카츠",
        "돈가스, 하나 카츠",
        "best pizza in hongdae, 홍대 피자",
        "24시 편의점, 긴밤 편의점",
        "24시편의점, 긴밤 편의점",
        "지금 여는 약국, 토끼 약국",
        "홍대맛집추천, 가을숲 빵집 강변점",
    })
    void everydayWordsMeanSomething(String typed, String name) {
        assertThat(names(typed)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"남산타워", "N서울타워", "남산서울타워"})
    void anotherNameOfThePlaceIsItsName(String typed) {
        assertThat(names(typed)).startsWith("남산서울타워", "라일락 국수 남산서울타워점");
    }
}

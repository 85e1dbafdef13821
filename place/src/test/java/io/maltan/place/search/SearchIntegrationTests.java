package io.maltan.place.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.PlaceApi;
import io.maltan.place.geography.BoundingBox;
import io.maltan.place.geography.Coordinates;
import io.maltan.platform.testing.MaltanServiceTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "place")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchIntegrationTests {

    private static final String HEADER =
            "id,name,name_en,name_ko,category,lat,lon,address,phone,website,opening_hours\n";

    private static final String SEOUL =
            """
            s1,스타벅스 강남점,Starbucks Gangnam,,cafe.coffee,37.4980,127.0276,,,,24/7
            s2,스타벅스 역삼점,Starbucks Yeoksam,,cafe.coffee,37.5006,127.0364,,,,Mo-Su 00:00-00:01
            s3,강남 교보문고,Kyobo Book Centre,,shop.books,37.5037,127.0241,,,,
            s4,한글박물관,National Hangeul Museum,,culture.museum,37.5209,126.9806,,,,
            s5,덕수궁 돌담길,,,sight.attraction,37.5658,126.9751,서울 중구 정동길,,,
            s6,Café Müller,,,cafe.coffee,37.5700,126.9900,,,,
            s7,세븐일레븐 시청점,7-Eleven,,shop.convenience,37.5655,126.9780,,,,
            s8,GS25 명동점,,,shop.convenience,37.5635,126.9830,,,,
            s9,맥도날드 서울역점,McDonald's,,food.fast_food,37.5550,126.9707,,,,
            s10,Gasthaus zur Straße,,,food.western,37.5345,126.9946,,,,
            s11,Пушкин,,,culture.library,37.5640,127.0050,,,,
            s12,カフェ さくら,,,cafe.coffee,37.5230,126.9230,,,,
            s13,江南麵屋,,,food.chinese,37.5001,127.0300,,,,
            s14,İstanbul Kebap Işık,,,food.asian,37.5340,126.9940,,,,
            s15,Ⅳ관 ½ 카페 ☕,,,cafe.coffee,37.5400,127.0700,,,,
            s16,독립문 떡볶이,,,food.fast_food,37.5722,126.9596,,,,
            s17,شاورما,,,food.asian,37.5341,126.9941,,,,
            s18,हिन्दी भवन,,,culture.library,37.5800,127.0300,,,,
            s19,Made in Korea,,,shop.clothes,37.5600,126.9850,,,,
            s20,씨유 남대문점,,,shop.convenience,37.5590,126.9770,,,,
            s21,하나초밥,,,food.japanese,37.4972,127.0262,,,,
            s22,N서울타워,N Seoul Tower,,sight.landmark,37.5512,126.9882,,,,
            s23,원조 부대찌개,,,food.korean,37.5800,126.9700,,,,
            s24,이마트 성수점,,,shop.supermarket,37.5400,127.0530,,,,
            """;

    /** Enough of other places that an index is worth its while. */
    private static final String MANY =
            """
            insert into place (id, name, category, lat, lon, time_zone, region_code, name_keys,
                search_text, content_hash, created_at, updated_at)
            select gen_random_uuid(), 'x',
                case when n % 23 = 0 then 'health.pharmacy' else 'cafe.coffee' end,
                -60 + random(), random() * 90, 'Etc/GMT', case when n % 29 = 0 then '21010' end,
                ' ' || md5(n::text) || ' ', ' ' || md5(n::text) || ' | ' || md5((-n)::text) || ' ',
                'x', now(), now()
            from generate_series(1, 20000) as n
            """;

    private static final String MEER =
            """
            insert into place (id, name, category, lat, lon, time_zone, name_keys, search_text,
                content_hash, created_at, updated_at)
            select gen_random_uuid(), 'T Meer', 'cafe.coffee', 60 + random(), random(), 'Etc/GMT',
                ' tmeer' || n || ' ', ' tmeer' || n || ' t meer ' || n || ' | ', 'x', now(), now()
            from generate_series(1, 21000) as n
            """;

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private Vocabulary vocabulary;
    @Autowired private R2dbcGrid grid;
    @Autowired private R2dbcPlaceFinder finder;
    @Autowired private TextFinder textFinder;
    @Autowired private TransactionalOperator transactional;
    @LocalServerPort private int port;

    private PlaceApi api;

    @BeforeAll
    void fill() {
        api = new PlaceApi(client);
        assertThat(imported("seoul", HEADER + SEOUL)).isEqualTo(24);
        StringBuilder grid = new StringBuilder(HEADER);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            // Groups of three stand on the same spot, at the same distance from everywhere.
            double lat = -20 + random.nextInt(100) * 1e-4;
            double lon = 179.98 + random.nextInt(40) * 1e-3;
            for (int twin = 0; twin < 3; twin++) {
                grid.append(
                        "%d-%d,Atoll %d,,,nature.beach,%.6f,%.6f,,,,\n"
                                .formatted(i, twin, i, lat, lon > 180 ? lon - 360 : lon));
            }
        }
        assertThat(imported("atolls", grid.toString())).isEqualTo(900);
    }

    private int imported(String dataset, String csv) {
        return api.imported("format=csv&dataset=" + dataset, csv.getBytes(StandardCharsets.UTF_8))
                .path("created")
                .asInt();
    }

    private List<String> names(String uri, Object... variables) {
        List<String> names = new ArrayList<>();
        api.json(uri, variables)
                .path("items")
                .forEach(item -> names.add(item.path("name").asString()));
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "스타벅스 강남점, 스타벅스 강남점",
        "스타벅스강남점, 스타벅스 강남점",
        "스타 벅스 강남, 스타벅스 강남점",
        "스타버, 스타벅스",
        "ㅅㅌㅂㅅ, 스타벅스",
        "강남에 있는 카페, 스타벅스",
        "강남역에서 가까운 스타박스, 스타벅스",
        "한글박물관은 어디, 한글박물관",
        "서울시 한글박물관, 한글박물관",
        "강남스타벅스, 스타벅스 강남점",
        "역삼스벅, 스타벅스",
        "덕수궁 돌담길 편의점, 세븐일레븐 시청점",
        "tmxkqjrtm, 스타벅스",
        "스타박스, 스타벅스",
        "starbuks gangnam, 스타벅스 강남점",
        "교보, 강남 교보문고",
        "덕수궁, 덕수궁 돌담길",
        "돌담, 덕수궁 돌담길",
        "정동길, 덕수궁 돌담길",
        "hangeul, 한글박물관",
        "musem hangeul, 한글박물관",
        "cafe muller, Café Müller",
        "ㅎㄱㅂㅁㄱ, 한글박물관",
        "ㅅㅌㅂㅅ ㄱㄴ, 스타벅스 강남점",
        "스타ㅂ, 스타벅스",
        "강남카페, 스타벅스 강남점",
        "강남역 근처 카페, 스타벅스",
        "coffee near 강남역, 스타벅스",
        "cafes in gangnam, 스타벅스",
        "카페, Ⅳ관",
        "books, 강남 교보문고",
        "7-eleven, 세븐일레븐",
        "7eleven, 세븐일레븐",
        "７－ＥＬＥＶＥＮ, 세븐일레븐",
        "세븐 일레븐, 세븐일레븐",
        "세븐일래븐, 세븐일레븐",
        "gs25, GS25",
        "GS 25, GS25",
        "ＧＳ２５, GS25",
        "지에스25, GS25",
        "gs25 명동, GS25",
        "cu, 씨유",
        "CU 남대문, 씨유",
        "씨유, 씨유",
        "mcdonalds, 맥도날드",
        "mcdonald's, 맥도날드",
        "McDonald’s, 맥도날드",
        "mcdonals, 맥도날드",
        "MCDONALDS, 맥도날드",
        "맥날, 맥도날드",
        "맥도널드, 맥도날드",
        "aorehskfem, 맥도날드",
        "cafe, Café Müller",
        "CAFÉ MÜLLER, Café Müller",
        "mullre, Café Müller",
        "nuller, Café Müller",
        "strasse, Gasthaus",
        "straße, Gasthaus",
        "gasthuas, Gasthaus",
        "пушкин, Пушкин",
        "ПУШКИН, Пушкин",
        "カフェ, カフェ さくら",
        "ｶﾌｪ, カフェ さくら",
        "かふぇ, カフェ さくら",
        "サクラ, カフェ さくら",
        "江南, 江南麵屋",
        "麵屋, 江南麵屋",
        "istanbul, İstanbul",
        "ISTANBUL, İstanbul",
        "isik, İstanbul",
        "istnabul, İstanbul",
        "iv관, Ⅳ관",
        "☕ 카페 iv, Ⅳ관",
        "شاورما, شاورما",
        "हिन्दी, हिन्दी",
        "한글박뭉관, 한글박물관",
        "한굴박물관, 한글박물관",
        "글박물관, 한글박물관",
        "한글박물, 한글박물관",
        "ㅎㄱ, 한글박물관",
        "스타벅스 강나, 스타벅스 강남점",
        "스타벅스 강낮ㅁ, 스타벅스 강남점",
        "강남 까페, 스타벅스",
        "덕수긍, 덕수궁",
        "떡뽀끼, 독립문",
        "떡볶기, 독립문",
        "ㄷㄹㅁ, 독립문",
        "독립문떡볶이, 독립문",
        "made in korea, Made in Korea",
        "convenience store near 명동, GS25",
        "convenience stores near Myeongdong Station, GS25",
        "near 명동 convenience store, GS25",
        "명동 편의점 근처, GS25",
        "초밥집, 하나초밥",
        "강남 초밥, 하나초밥",
        "강남역 일식집, 하나초밥",
        "강남초밥집, 하나초밥",
        "강남 초밥 맛집, 하나초밥",
        "강남 일식 식당, 하나초밥",
        "sushi near Gangnam, 하나초밥",
        "Sushi near Gangnam Station, 하나초밥",
        "near gangnam sushi, 하나초밥",
        "gangnam station sushi, 하나초밥",
        "emar, 이마트",
        "starbuck, 스타벅스",
        "엔서울타워, N서울타워",
        "부대찌게, 원조 부대찌개",
    })
    void findsWhatPeopleMean(String typed, String name) {
        assertThat(names("/search?q={q}", typed).getFirst()).startsWith(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "내 주변 카페",
                "내 위치 주변 카페 추천",
                "우리 동네 주변 카페",
                "이 근처 카페",
                "근처 카페",
                "카페 근처",
                "주변에 있는 카페",
                "카패",
                "cafe near me",
                "near me cafe",
                "cafes nearby",
                "nearby cafe",
                "nearby coffee shop",
                "coffee nearby",
                "cafe around here",
                "Coffee near by",
            })
    void aroundTheAskerIsWhereTheAskerIs(String typed) {
        assertThat(names("/search?q={q}&lat=37.5006&lon=127.0364", typed).getFirst())
                .isEqualTo("스타벅스 역삼점");
        assertThat(names("/search?q={q}", typed)).contains("Café Müller", "스타벅스 역삼점");
    }

    @Test
    void whereNothingIsSaidEverythingIsMeant() {
        assertThat(names("/search?q=near me&lat=37.5512&lon=126.9882").getFirst())
                .isEqualTo("N서울타워");
        assertThat(names("/search?q={q}&lat=37.4972&lon=127.0262", "주변 맛집").getFirst())
                .isEqualTo("하나초밥");
    }

    /** Others of the name are nearer, and more than are read at once for small pages. */
    @Test
    void whatIsCalledSoComesFirstHoweverLittleIsAskedFor() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 40; i++) {
            csv.append("z%d,Zeta number%d,,,cafe.coffee,-30.%03d,30,,,,\n".formatted(i, i, i));
        }
        csv.append("z40,Zeta,,,cafe.coffee,-31,30,,,,\n");
        assertThat(imported("zeta", csv.toString())).isEqualTo(41);
        for (String uri : List.of("/search?q=zeta", "/search?q=zeta&lat=-30&lon=30")) {
            List<String> all = idsOf(allPages(uri + "&limit=100"));
            assertThat(all).hasSize(41).doesNotHaveDuplicates();
            for (int limit : new int[] {1, 5, 20, 40, 41}) {
                assertThat(names(uri + "&limit=" + limit).getFirst()).isEqualTo("Zeta");
                assertThat(idsOf(allPages(uri + "&limit=" + limit))).isEqualTo(all);
            }
        }
    }

    /** Names of others that hold the word are nearer, or of far places. */
    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void ofAKindWhatIsNearestComesFirst(int others) {
        int lat = -30 - others;
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < others; i++) {
            csv.append("o%d,우체국길 곱창%d,,,food.korean,%d.001,60,,,,\n".formatted(i, i, lat));
        }
        csv.append("near,%s,,,service.post_office,%d.002,60,,,,\n".formatted("명륜 제일", lat))
                .append("so,우체국,,,food.korean,%d.003,60,,,,\n".formatted(lat))
                .append("next,%s,,,service.post_office,%d.004,60,,,,\n".formatted("명륜 제이", lat))
                .append("far,우체국 제삼,,,service.post_office,%d.9,60,,,,\n".formatted(lat));
        assertThat(imported("post" + others, csv.toString())).isEqualTo(others + 4);
        for (String typed : List.of("우체국", "post office", "근처 우체국")) {
            String uri = "/search?q=%s&lat=%d&lon=60&radius=200000".formatted(typed, lat);
            List<String> called = typed.startsWith("post") ? List.of() : List.of("우체국");
            List<String> expected = new ArrayList<>(List.of("명륜 제일"));
            expected.addAll(called);
            expected.addAll(List.of("명륜 제이", "우체국 제삼"));
            List<JsonNode> all = allPages(uri + "&limit=2");
            assertThat(idsOf(all)).doesNotHaveDuplicates();
            assertThat(namesOf(all)).startsWith(expected.toArray(String[]::new));
            assertThat(all).hasSize(expected.size() + (called.isEmpty() ? 0 : others));
        }
    }

    @Test
    void aKindBesideAPlaceIsTheKindToo() {
        String csv =
                HEADER
                        + "w,은빛마루터,,,sight.landmark,-33,62,,,,\n"
                        + "o,도서관길 곱창,,,food.korean,-33.001,62,,,,\n"
                        + "l,푸른 글터,,,culture.library,-33.002,62,,,,\n";
        assertThat(imported("beside", csv)).isEqualTo(3);
        for (String typed : List.of("은빛마루터 근처 도서관", "은빛마루터 도서관", "library near 은빛마루터")) {
            assertThat(names("/search?q={q}&lat=-33&lon=62", typed).getFirst())
                    .as(typed)
                    .isEqualTo("푸른 글터");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "park, nature.park",
        "parks, nature.park",
        "bookstore, shop.books",
        "초밥집, food.japanese",
        "술집, nightlife",
        "까패, cafe.coffee",
        "bar, nightlife.bar",
    })
    void namesOfKindsAreThoseKinds(String typed, String code) {
        assertThat(vocabulary.codesOfKind(typed)).contains(code);
        assertThat(vocabulary.codesOfKind(typed))
                .doesNotContain("sight.theme_park", "service.hairdresser");
    }

    /** Many that are named after it are nearer; few are, too. */
    @ParameterizedTest
    @ValueSource(ints = {5, 40})
    void whatIsCalledSoButForATypoComesFirst(int others) {
        int lat = -30 - others;
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < others; i++) {
            csv.append("%d,까치 치킨%d 백록궁점,,,food.chicken,%d.0%02d,70,,,,\n".formatted(i, i, lat, i));
        }
        csv.append("so,백록궁,,,sight.palace,%d.5,70,,,,\n".formatted(lat))
                .append("less,백매궁,,,sight.palace,%d.45,70,,,,\n".formatted(lat))
                .append("other,백제마루,,,sight.palace,%d.4,70,,,,\n".formatted(lat));
        assertThat(imported("likeness" + others, csv.toString())).isEqualTo(others + 3);
        for (String typed : List.of("백로궁", "백록긍", "벡록궁", "백룩궁", "백록굼")) {
            String uri = "/search?q=%s&lat=%d&lon=70&radius=100000".formatted(typed, lat);
            List<String> all = idsOf(allPages(uri + "&limit=100"));
            assertThat(all).hasSizeBetween(others + 1, others + 2).doesNotHaveDuplicates();
            for (int limit : new int[] {1, 5, 20, 42}) {
                assertThat(names(uri + "&limit=" + limit).getFirst()).as(typed).isEqualTo("백록궁");
                assertThat(idsOf(allPages(uri + "&limit=" + limit))).isEqualTo(all);
            }
        }
    }

    /** A region and a kind of place, were there any of it. */
    @Test
    void aTypoIsLookedForInWhatWasTyped() {
        String csv =
                HEADER
                        + "so,경벅궁,,,sight.palace,-36,80,,,,\n"
                        + "other,수국 궁터 경비소,,,food.korean,-36.001,80,,,,\n";
        assertThat(imported("unspaced", csv)).isEqualTo(2);
        assertThat(names("/search?q={q}&lat=-36&lon=80&radius=10000", "경북궁"))
                .containsExactly("경벅궁");
    }

    /** Many that are named after it are nearer, and more than a page has. */
    @Test
    void namesThatBeginSoAreCompletedFirst() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 40; i++) {
            csv.append("%d,까치 치킨%d 죽림궁점,,,food.chicken,-34.0%02d,70,,,,\n".formatted(i, i, i));
        }
        csv.append("far,죽림궁,Juklim Palace,,sight.palace,-34.5,70,,,,\n")
                .append("farther,죽림궁 제이,,,sight.palace,-34.6,70,,,,\n");
        assertThat(imported("begun", csv.toString())).isEqualTo(42);
        for (String typed : List.of("죽림", "죽리", "죽림궁", "juk", "ju")) {
            List<String> completed = completions(typed, "&lat=-34&lon=70&limit=20");
            assertThat(completed.getFirst()).as(typed).isIn("죽림궁", "Juklim Palace");
        }
        assertThat(completions("죽림", "&lat=-34&lon=70&limit=20"))
                .startsWith("죽림궁", "죽림궁 제이", "까치 치킨0 죽림궁점")
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    /** Of a region far away the best known comes first, of the own one the nearest. */
    @Test
    void whoIsFarFromARegionIsShownTheBestKnownThere() {
        String csv =
                HEADER
                        + """
                        1,서귀포 남쪽방,,,nightlife.karaoke,33.2400,126.5600,,,,
                        2,서귀포 북쪽방,,,nightlife.karaoke,33.3300,126.5600,,,,
                        """;
        assertThat(imported("jeju", csv)).isEqualTo(2);
        changed(1, "update place set rating_count = 9 where source = 'jeju:1'");
        String far = "&lat=37.55&lon=126.99";
        assertThat(names("/search?q={q}" + far, "노래방 서귀포 근처")).startsWith("서귀포 남쪽방", "서귀포 북쪽방");
        assertThat(names("/search?q={q}&region=39" + far, "노래방")).startsWith("서귀포 남쪽방");
        assertThat(names("/search?q={q}&lat=33.34&lon=126.56", "노래방 서귀포 근처"))
                .startsWith("서귀포 북쪽방", "서귀포 남쪽방");
    }

    /** What is named after a place stands nearer than the place. */
    @Test
    void whatWordsMeanComesBeforeWhatIsNamedAfterIt() {
        String csv =
                HEADER
                        + """
                        1,까치 호프 국립바다박물관점,,,nightlife.pub,-42.000,85,,,,
                        2,하늘 약국 국립바다박물관점,,,health.pharmacy,-42.001,85,,,,
                        3,국립바다박물관,,,culture.museum,-42.010,85,,,,
                        4,조개 전시실,,,culture.museum,-42.020,85,국립로 3,,,
                        """;
        assertThat(imported("named-after", csv)).isEqualTo(4);
        String near = "/search?q={q}&lat=-42&lon=85&radius=20000";
        assertThat(names(near, "국립 박물관"))
                .containsExactly("국립바다박물관", "조개 전시실", "까치 호프 국립바다박물관점", "하늘 약국 국립바다박물관점");
        assertThat(names(near, "바다박물관"))
                .containsExactly("국립바다박물관", "까치 호프 국립바다박물관점", "하늘 약국 국립바다박물관점");
        assertThat(namesOf(allPages(near.replace("{q}", "국립 박물관") + "&limit=1")))
                .isEqualTo(names(near, "국립 박물관"));
        assertThat(names(near, "바대박물관")).contains("국립바다박물관");
        assertThat(completions("국립 박물", "&lat=-42&lon=85&limit=2")).startsWith("국립바다박물관");
    }

    /** Neither among the nearest nor among the best known is the one that is called so. */
    @Test
    void aWholeNameIsCompletedFirstHoweverManyBeginSo() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 30; i++) {
            csv.append("%d,솔밭두부 %d호,,,food.korean,-38.0%02d,75,,,,\n".formatted(i, i, i));
        }
        for (int i = 100; i < 3_200; i++) {
            csv.append("%d,Between %d,,,shop.books,-38.1,75.%04d,,,,\n".formatted(i, i, i));
        }
        csv.append("far,솔밭,,,nature.park,-38.5,75,,,,\n");
        assertThat(imported("pines", csv.toString())).isEqualTo(3_131);
        changed(
                3_130,
                "update place set rating_count = 1 where source like 'pines:%' and name <> '솔밭'");
        assertThat(completions("솔바", "&lat=-38&lon=75&limit=2"))
                .containsExactly("솔밭두부 0호", "솔밭두부 1호");
        assertThat(completions("솔밭", "&lat=-38&lon=75&limit=3"))
                .containsExactly("솔밭", "솔밭두부 0호", "솔밭두부 1호");
        assertThat(completions("솔밭", "&limit=30")).startsWith("솔밭").hasSize(30);
    }

    private static List<String> namesOf(List<JsonNode> places) {
        return places.stream().map(place -> place.path("name").asString()).toList();
    }

    private static List<String> idsOf(List<JsonNode> places) {
        return places.stream().map(place -> place.path("id").asString()).toList();
    }

    /** Twenty thousand others stand nearer than all that bear the name. */
    @Test
    void whatIsCommonFarAwayIsFoundToTheLast() {
        Hunt hunt =
                new Hunt(
                        new Words("T Meer", vocabulary),
                        () -> new Selection().around(new Coordinates(-60, 45)),
                        Order.NEAREST);
        database.sql("set local statement_timeout = '30s'")
                .then()
                .then(database.sql(MANY).then())
                .then(database.sql(MEER).then())
                .thenMany(pagesOf(hunt, null))
                .as(found ->
                        transactional.execute(transaction -> {
                            transaction.setRollbackOnly();
                            return found;
                        }))
                .collectList()
                .as(StepVerifier::create)
                .assertNext(all -> {
                    assertThat(all)
                            .hasSize(21_000)
                            .isSortedAccordingTo(Comparator.comparingDouble(Found::tie));
                    assertThat(all).extracting(found -> found.place().id()).doesNotHaveDuplicates();
                })
                .expectComplete()
                .verify(java.time.Duration.ofSeconds(60));
    }

    private Flux<Found> pagesOf(Hunt hunt, R2dbcPlaceFinder.@Nullable After after) {
        return textFinder
                .find(hunt, after, 3_000)
                .flatMapMany(page ->
                        page.isEmpty()
                                ? Flux.empty()
                                : Flux.fromIterable(page)
                                        .concatWith(pagesOf(hunt, Pages.after(page.getLast()))));
    }

    @Test
    void placesAndKindsMix() {
        assertThat(names("/search?q={q}", "강남 카페")).contains("스타벅스 강남점").doesNotContain("강남 교보문고");
    }

    @Test
    void nearerWinsTies() {
        assertThat(names("/search?q={q}&lat=37.5006&lon=127.0364", "스타벅스"))
                .containsSubsequence("스타벅스 역삼점", "스타벅스 강남점");
        assertThat(names("/search?q={q}&lat=37.4980&lon=127.0276", "스타벅스"))
                .containsSubsequence("스타벅스 강남점", "스타벅스 역삼점");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "%%%%", "!?", "' or 1=1 --", "()&|:*"})
    void wildcardsMeanNothing(String typed) {
        api.get("/search?q={q}", typed).expectStatus().isOk();
        assertThat(names("/search?q={q}", typed).size()).isLessThan(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/search?q=",
                "/search",
                "/search?q=%00",
                "/search?q=a&lat=91&lon=0",
                "/search?q=a&lat=1",
                "/search?q=a&category=nonsense",
                "/search?q=a&region=99",
                "/nearby?lat=91&lon=0",
                "/nearby?lat=NaN&lon=0",
                "/nearby?lat=1&lon=Infinity",
                "/nearby?lon=0",
                "/nearby?lat=0&lon=0&radius=0",
                "/nearby?lat=0&lon=0&radius=20040001",
                "/nearby?lat=0&lon=0&limit=101",
                "/nearby?lat=0&lon=0&cursor=%21%21",
                "/nearby?lat=0&lon=0&sort=luck",
                "/nearby?lat=0&lon=0&openAt=later",
                "/nearby?lat=0&lon=0&openAt=%2B1000000000-12-31T23:59:59Z",
                "?bbox=1,2,3",
                "?bbox=NaN,0,1,1",
                "",
                "?bbox=0,0,1,1&zoom=99"
            })
    void refusesWhatMakesNoSense(String uri) {
        WebTestClient.ResponseSpec response =
                client.get()
                        .uri(URI.create("http://localhost:" + port + "/api/v1/places" + uri))
                        .exchange();
        JsonNode problem = PlaceApi.body(response.expectStatus().isBadRequest());
        assertThat(problem.path("code").asString()).isIn("validation_failed", "invalid_cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/search?q=%ED%A0%80",
                "/search?q=%F0%9F%98%80",
                "/search?q=%E2%80%AE%E2%80%8F%E2%80%8F",
                "/search?q=%CC%81%CC%81%CC%81%CC%81%CC%81%CC%81%CC%81%CC%81",
                "/search?q=.*%2B%3F%5E%24%7B%7D()%7C%5B%5D%5C",
                "/search?q=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k%20l%20m%20n%20o%20p",
                "/search?q=near%20near%20near",
                "/search?q=%EA%B7%BC%EC%B2%98",
                "/search?q=%09%0A",
                "/autocomplete?q=%E3%85%8B%E3%85%8B%E3%85%8B%E3%85%8B%E3%85%8B%E3%85%8B",
                "/autocomplete?q=%E2%98%95",
                "/nearby?lat=90&lon=0&radius=20040000",
                "/nearby?lat=-90&lon=-180&radius=1",
                "/nearby?lat=0&lon=180&radius=1e-400",
                "/nearby?lat=1e400&lon=0",
                "/nearby?lat=0&lon=0&minRating=NaN",
                "/nearby?lat=0x1p3&lon=0",
                "?bbox=-180,-90,180,90",
                "?bbox=-180,-90,180,90&zoom=0",
                "?bbox=180,0,-180,1&zoom=24",
                "?bbox=0,0,0,0&zoom=13",
                "?bbox=1e400,0,1,1",
                "?bbox=,,,",
                "/search?q=a&radius=5",
                "/search?q=a&lat=0&lon=0&radius=Infinity"
            })
    void answersStrangeQuestions(String uri) {
        client.get()
                .uri(URI.create("http://localhost:" + port + "/api/v1/places" + uri))
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isIn(200, 400));
    }

    /** Words of a hundred letters, each the worst for what looks for typos. */
    @Test
    void longWordsAreNoBurden() {
        for (String letter : List.of("a", "ㄱ", "강", "1", "ß", "𝔞", "ﷺ")) {
            api.get("/search?q={q}", letter.repeat(100 / letter.length())).expectStatus().isOk();
            api.get("/autocomplete?q={q}", letter.repeat(100 / letter.length()))
                    .expectStatus()
                    .isOk();
        }
    }

    @Test
    void aCursorBelongsToItsQuery() {
        String cursor =
                api.json("/nearby?lat=-20&lon=180&radius=5000&limit=5")
                        .path("nextCursor")
                        .asString();
        api.get("/nearby?lat=-20&lon=180&radius=5000&limit=7&cursor=" + cursor)
                .expectStatus()
                .isOk();
        for (String other :
                List.of(
                        "/nearby?lat=-20&lon=179&radius=5000&cursor=",
                        "/nearby?lat=-20&lon=180&radius=5000&sort=rating&cursor=",
                        "/search?q=atoll&cursor=",
                        "?bbox=179.9,-21,-179.9,-19&cursor=")) {
            JsonNode problem = PlaceApi.body(api.get(other + cursor).expectStatus().isBadRequest());
            assertThat(problem.path("code").asString()).isEqualTo("invalid_cursor");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nearby?lat=37.5&lon=127.03&radius=5000",
                "/search?q=gangnam",
                "?bbox=126,37,128,38",
                "?bbox=126,37,128,38&zoom=8"
            })
    void listsHaveTagsAndFields(String uri) {
        EntityExchangeResult<byte[]> first =
                api.get(uri).expectStatus().isOk().expectBody().returnResult();
        String tag = Objects.requireNonNull(first.getResponseHeaders().getETag());
        client.get()
                .uri("/api/v1/places" + uri)
                .header(HttpHeaders.IF_NONE_MATCH, tag)
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectBody()
                .isEmpty();
        client.get()
                .uri("/api/v1/places" + uri)
                .header(HttpHeaders.IF_NONE_MATCH, "\"other\"")
                .exchange()
                .expectStatus()
                .isOk();
        api.get(uri + "&fields=id,shoesize").expectStatus().isBadRequest();
        JsonNode picked = api.json(uri + "&fields=id,name").path("items").path(0);
        assertThat(picked.isMissingNode() || picked.size() == 2).isTrue();
    }

    @Test
    void idsHaveTagsAndFields() {
        String id =
                api.json("/search?q=gangnam&fields=id").path("items").path(0).path("id").asString();
        JsonNode list = api.json("?ids=" + id + "&fields=name,category");
        assertThat(list.path("items").path(0).propertyNames())
                .containsExactlyInAnyOrder("name", "category");
        String tag =
                Objects.requireNonNull(
                        api.get("?ids=" + id)
                                .expectBody()
                                .returnResult()
                                .getResponseHeaders()
                                .getETag());
        client.get()
                .uri("/api/v1/places?ids=" + id)
                .header(HttpHeaders.IF_NONE_MATCH, tag)
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    void nearbyAroundThePoleAndTheWholeWorld() {
        assertThat(
                        imported(
                                "poles",
                                HEADER
                                        + "n1,Pole A,,,nature.peak,89.999,0,,,,\n"
                                        + "n2,Pole B,,,nature.peak,89.999,180,,,,\n"
                                        + "n3,Pole C,,,nature.peak,89.99,-90,,,,\n"))
                .isEqualTo(3);
        assertThat(names("/nearby?lat=89.9995&lon=180&radius=2000"))
                .containsExactly("Pole B", "Pole A", "Pole C");
        List<String> all =
                names("/nearby?lat=-90&lon=0&radius=20040000&limit=100&category=nature.peak");
        assertThat(all.subList(all.size() - 3, all.size())).contains("Pole A", "Pole B", "Pole C");
    }

    /** What comes and goes meanwhile neither repeats nor hides the rest. */
    @Test
    void pagesGoOnWhilePlacesComeAndGo() {
        StringBuilder twins = new StringBuilder(HEADER);
        for (int i = 0; i < 40; i++) {
            twins.append("t%d,Twin %d,,,nature.beach,-45,-150,,,,\n".formatted(i, i));
        }
        assertThat(imported("twins", twins.toString())).isEqualTo(40);
        String uri = "/nearby?lat=-45&lon=-150&radius=100&limit=10";
        JsonNode page = api.json(uri);
        Set<String> seen = new HashSet<>();
        page.path("items").forEach(place -> seen.add(place.path("name").asString()));
        changed(1, "update place set deleted_at = now() where source = 'twins:t0'");
        assertThat(imported("late", HEADER + "l1,Late,,,nature.beach,-45,-150,,,,\n")).isEqualTo(1);
        while (page.path("nextCursor").isString()) {
            page = api.json(uri + "&cursor=" + page.path("nextCursor").asString());
            for (JsonNode place : page.path("items")) {
                assertThat(seen.add(place.path("name").asString())).isTrue();
            }
        }
        assertThat(seen).contains("Twin 39", "Twin 1").hasSizeGreaterThanOrEqualTo(39);
    }

    private void changed(long rows, String sql) {
        database.sql(sql)
                .fetch()
                .rowsUpdated()
                .as(StepVerifier::create)
                .expectNext(rows)
                .expectComplete()
                .verify(java.time.Duration.ofSeconds(10));
    }

    @Test
    void refusesALongQuery() {
        api.get("/search?q={q}", "가".repeat(101)).expectStatus().isBadRequest();
    }

    @Test
    void nearbyAgreesWithMeasuringEveryPlaceAndPagesDoNotRepeat() {
        Coordinates asker = new Coordinates(-19.995, 179.9995);
        List<JsonNode> all = allPages("/nearby?lat=-19.995&lon=179.9995&radius=2500&limit=37");
        List<Double> expected =
                Objects.requireNonNull(
                        database.sql("select lat, lon from place where source like 'atolls:%'")
                                .map(row ->
                                        new Coordinates(
                                                Objects.requireNonNull(
                                                        row.get("lat", Double.class)),
                                                Objects.requireNonNull(
                                                        row.get("lon", Double.class))))
                                .all()
                                .map(asker::metresTo)
                                .filter(metres -> metres <= 2_500)
                                .sort(Comparator.naturalOrder())
                                .collectList()
                                .block(java.time.Duration.ofSeconds(10)));

        Set<String> ids = new HashSet<>();
        all.forEach(place -> ids.add(place.path("id").asString()));
        assertThat(ids).hasSameSizeAs(all).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(all.get(i).path("distance").asDouble())
                    .isCloseTo(expected.get(i), org.assertj.core.api.Assertions.within(0.06));
        }
    }

    private List<JsonNode> allPages(String uri) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.json(uri + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("items").forEach(all::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    @Test
    void aBoxMayCrossTheAntimeridian() {
        assertThat(allPages("?bbox=179.9,-21,-179.9,-19&limit=100")).hasSize(900);
        JsonNode clustered = api.json("?bbox=179.9,-21,-179.9,-19&zoom=8");
        long count = 0;
        for (JsonNode cluster : clustered.path("clusters")) {
            count += cluster.path("count").asLong();
        }
        assertThat(count).isEqualTo(900);
        assertThat(clustered.path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-180,-31,-179.9,-30", "179.9,-31,180,-30"})
    void theAntimeridianIsTheEdgeOfBothSides(String box) {
        assertThat(
                        imported(
                                "dateline" + box.charAt(0),
                                HEADER
                                        + "e,Dateline east,,,nature.beach,-30.5,180,,,,\n"
                                        + "w,Dateline west,,,nature.beach,-30.5,-180,,,,\n"))
                .isEqualTo(2);
        assertThat(names("?bbox=" + box)).contains("Dateline east", "Dateline west");
    }

    @Test
    void theAntimeridianIsInTheCellOfItsNeighbours() {
        imported(
                "datecluster",
                HEADER
                        + "a,Cluster a,,,nature.beach,-52,179.99,,,,\n"
                        + "b,Cluster b,,,nature.beach,-52,180,,,,\n"
                        + "c,Cluster c,,,nature.beach,-52,-180,,,,\n"
                        + "d,Cluster d,,,nature.beach,-52,-179.99,,,,\n");
        for (String box : List.of("179,-53,-179,-51", "-180,-53,180,-51")) {
            assertThat(counts(api.json("?bbox=" + box + "&zoom=8"))).containsExactly(3, 1);
        }
        BoundingBox box = BoundingBox.parse("179,-53,-179,-51");
        grid.recountAtOnce()
                .thenMany(grid.clusters(box, List.of(), 1))
                .map(Cluster::count)
                .as(StepVerifier::create)
                .expectNext(3L, 1L)
                .expectComplete()
                .verify(java.time.Duration.ofSeconds(10));
    }

    private static List<Integer> counts(JsonNode clustered) {
        List<Integer> counts = new ArrayList<>();
        clustered.path("clusters").forEach(cluster -> counts.add(cluster.path("count").asInt()));
        return counts;
    }

    /** The grid is for wide boxes with many places; here it is asked about few. */
    @ParameterizedTest
    @CsvSource({"''", "nature.beach", "cafe.coffee"})
    void theGridCountsWhatIsThere(String category) {
        BoundingBox box = BoundingBox.parse("179.9,-21,-179.9,-19");
        List<String> kinds = category.isEmpty() ? List.of() : List.of(category);
        Selection inside = new Selection().inside(box);
        if (!category.isEmpty()) {
            inside.ofCategories(kinds);
        }
        Mono<Long> counted = finder.clusters(inside, 1).map(Cluster::count).reduce(0L, Long::sum);
        grid.recountAtOnce()
                .then(
                        Mono.zip(
                                counted,
                                grid.count(box, kinds),
                                grid.clusters(box, kinds, 1)
                                        .map(Cluster::count)
                                        .reduce(0L, Long::sum)))
                .as(StepVerifier::create)
                .assertNext(counts -> {
                    assertThat(counts.getT2()).isEqualTo(counts.getT1());
                    assertThat(counts.getT3()).isEqualTo(counts.getT1());
                    assertThat(counts.getT1()).isEqualTo(category.startsWith("cafe") ? 0 : 900);
                })
                .expectComplete()
                .verify(java.time.Duration.ofSeconds(20));
    }

    @Test
    void searchPagesDoNotRepeat() {
        List<JsonNode> all = allPages("/search?q=atoll&lat=-20&lon=180&limit=100");
        Set<String> ids = new HashSet<>();
        all.forEach(place -> ids.add(place.path("id").asString()));
        assertThat(all).hasSize(900);
        assertThat(ids).hasSize(900);
    }

    @Test
    void openNowAndCategoriesNarrow() {
        String gangnam = "/nearby?lat=37.4990&lon=127.0300&radius=2000";
        assertThat(names(gangnam + "&openAt=2026-06-01T03:00:00Z")).containsExactly("스타벅스 강남점");
        assertThat(names(gangnam + "&openNow=true&category=cafe")).contains("스타벅스 강남점");
        assertThat(names(gangnam + "&category=shop")).containsExactly("강남 교보문고");
        assertThat(names(gangnam + "&category=cafe&sort=rating"))
                .containsExactlyInAnyOrder("스타벅스 강남점", "스타벅스 역삼점");
        assertThat(names(gangnam + "&minRating=1")).isEmpty();
    }

    @Test
    void completesNamesInTheLanguageThatIsTyped() {
        JsonNode korean = api.json("/autocomplete?q={q}", "스타버").path("items");
        assertThat(korean.path(0).path("text").asString()).startsWith("스타벅스");
        assertThat(korean.path(0).path("placeId").isString()).isTrue();
        JsonNode english = api.json("/autocomplete?q=starb").path("items");
        assertThat(english.path(0).path("text").asString()).startsWith("Starbucks");
        JsonNode kinds = api.json("/autocomplete?q={q}", "카페").path("items");
        assertThat(kinds.path(0).path("category").asString()).isEqualTo("cafe");
        assertThat(
                        api.json("/autocomplete?q={q}", "ㅅㅌ")
                                .path("items")
                                .path(0)
                                .path("text")
                                .asString())
                .startsWith("스타벅스");
    }

    @ParameterizedTest
    @CsvSource({
        "스타벅스 강남, 스타벅스 강남점",
        "돌담, 덕수궁 돌담길",
        "강남교, 강남 교보문고",
        "yeoks, 스타벅스 역삼점",
        "emart, 이마트 성수점",
        "emar, 이마트 성수점",
        "ㄷㄷㄱ, 덕수궁 돌담길",
        "пуш, Пушкин",
        "さく, カフェ さくら",
        "muller, Café Müller",
    })
    void completesEachWordOfAName(String typed, String name) {
        assertThat(completions(typed)).contains(name);
    }

    /** One ligature of 18 letters, of which each takes three keys. */
    @Test
    void namesAreKeptAndCompletedHoweverLongTheirKeys() {
        String long200 = "ﷺ".repeat(200);
        String csv = HEADER + "long," + long200 + ",A Long Name,,cafe,10,10,,,,\n";
        assertThat(imported("long", csv)).isEqualTo(1);
        assertThat(completions("ﷺ")).containsExactly(long200);
        assertThat(completions("ﷺ".repeat(20))).containsExactly(long200);
        assertThat(completions("a long")).contains("A Long Name");
    }

    /** Kinds behind where they are wanted, and places that have the words in another order. */
    @Test
    void completesTheLastOfSeveralWords() {
        JsonNode kind = api.json("/autocomplete?q={q}", "강남 카").path("items").path(0);
        assertThat(kind.path("text").asString()).startsWith("강남 ");
        assertThat(kind.path("category").asString()).isEqualTo("cafe");
        assertThat(completions("강남 스타")).contains("스타벅스 강남점");
        assertThat(completions("서울특별시 스타벅")).contains("스타벅스 강남점");
        assertThat(completions("없는말 카")).isEmpty();
        assertThat(completions("김 치")).doesNotContain("김 치킨", "김 Chicken");
        assertThat(imported("dentist", HEADER + "1,강남스타치과,,,health.dentist,-43,85,,,,\n"))
                .isEqualTo(1);
        assertThat(completions("강남 스타")).startsWith("강남스타치과").contains("스타벅스 강남점");
    }

    private List<String> completions(String typed) {
        return completions(typed, "");
    }

    private List<String> completions(String typed, String more) {
        List<String> texts = new ArrayList<>();
        api.json("/autocomplete?q={q}" + more, typed)
                .path("items")
                .forEach(item -> texts.add(item.path("text").asString()));
        return texts;
    }

    @Test
    void everyWayOfSearchingUsesItsIndexes() {
        BoundingBox box = BoundingBox.parse("1,1,1.1,1.1");
        assertPlans(
                List.of(
                        nearest(aroundTheAtolls().within(5_000), "place_position"),
                        nearest(aroundTheAtolls(), "place_position"),
                        best("스타벅스", "place_search_text"),
                        best("ㅅㅌㅂㅅ", "place_search_text"),
                        best("강남 카페", "place_region"),
                        best("부산 약국", "BitmapAnd"),
                        best("서교동 5-1", "place_search_text"),
                        best("신사동 약국", "place_position"),
                        misspelt("스타박스", "place_search_text"),
                        beginning("스타", "place_name_lexemes"),
                        beginning("남산", "place_name_lexemes"),
                        begun("스타", "place_name_lexemes"),
                        wholeAlike("경복궁", "place_search_text"),
                        ofKind("우체국", "place_category"),
                        ofKind("우체국", "place_name_lexemes"),
                        whole("스타벅스", "place_name_lexemes"),
                        first("스타벅스", "place_search_text"),
                        bestInside(new Selection().inside(box), "place_map"),
                        clusters(new Selection().inside(box), "place_map"),
                        walk(new Selection(), Order.MOST_REVIEWED, "place_popular"),
                        walk(aroundTheAtolls(), Order.NEAREST, "place_position"),
                        walkRanked(aroundTheAtolls(), "place_rated"),
                        ranked(aroundTheAtolls().within(5_000), "place_position")));
    }

    private static Selection aroundTheAtolls() {
        return new Selection().around(new Coordinates(-20, 180));
    }

    private static Planned nearest(Selection selection, String index) {
        return new Planned(R2dbcPlaceFinder.nearestSql(selection), selection, index);
    }

    private Planned best(String typed, String index) {
        Words words = new Words(typed, vocabulary);
        Selection selection = words.select(new Selection());
        return best(selection, words.rank(selection), index);
    }

    private Planned misspelt(String typed, String index) {
        Words words = new Words(typed, vocabulary);
        Selection selection = words.selectMisspelt(new Selection());
        return best(selection, words.rankSimilar(selection), index);
    }

    private Planned beginning(String typed, String index) {
        Words words = new Words(typed, vocabulary);
        Selection selection = words.selectBeginningsByIndex(new Selection());
        return best(selection, words.rank(selection), index);
    }

    private Planned begun(String typed, String index) {
        Words words = new Words(typed, vocabulary);
        Selection selection = words.selectBegunByIndex(new Selection());
        return best(selection, words.rank(selection), index);
    }

    private Planned wholeAlike(String typed, String index) {
        Words words = new Words(typed, vocabulary);
        return best(words.selectWholeAlike(new Selection()), "0", index);
    }

    private Planned ofKind(String typed, String index) {
        Words words = Words.ofKind(typed, vocabulary);
        return best(words.selectNamed(new Selection()), "0", index);
    }

    private Planned whole(String typed, String index) {
        Words words = new Words(typed, vocabulary);
        return best(words.selectWhole(new Selection()), "0", index);
    }

    private Planned first(String typed, String index) {
        Selection selection = new Words(typed, vocabulary).selectInside(new Selection());
        return new Planned(
                R2dbcPlaceFinder.firstSql(selection, Order.MOST_REVIEWED, ""), selection, index);
    }

    private static Planned bestInside(Selection selection, String index) {
        return best(selection, "0", index);
    }

    private static Planned best(Selection selection, String rank, String index) {
        return new Planned(
                R2dbcPlaceFinder.bestSql(selection, Order.MOST_REVIEWED, rank, ""),
                selection,
                index);
    }

    private static Planned clusters(Selection selection, String index) {
        return new Planned(R2dbcPlaceFinder.clustersSql(selection), selection, index);
    }

    private static Planned walk(Selection all, Order order, String index) {
        return new Planned(R2dbcPlaceFinder.walkSql(all, order, "0", ""), all, index);
    }

    private static Planned walkRanked(Selection wanted, String index) {
        return new Planned(
                R2dbcPlaceFinder.walkRankedSql(
                        wanted, Order.MOST_REVIEWED_AROUND, PlaceSearch.BY_RATING, ""),
                wanted,
                index);
    }

    private static Planned ranked(Selection selection, String index) {
        return new Planned(
                R2dbcPlaceFinder.rankedSql(
                        selection, Order.MOST_REVIEWED_AROUND, PlaceSearch.BY_RATING, ""),
                selection,
                index);
    }

    @Test
    void positionsNearlyAtZeroAreAtZero() {
        api.get("/nearby?lat=4.9E-324&lon=-4.9E-324").expectStatus().isOk();
        api.get("/search?q=x&lat=-1e-320&lon=4.9E-324").expectStatus().isOk();
        assertThat(imported("zero", HEADER + "z,Null Island,,,nature.beach,4.9E-324,-0.0,,,,\n"))
                .isOne();
    }

    /** Words of a query make statements of countless shapes. */
    @Test
    void connectionsForgetStatements() {
        Flux.range(0, 300)
                .concatMap(
                        n -> database.sql("select :a::integer + " + n).bind("a", n).fetch().first())
                .then(
                        database.sql("select count(*) as kept from pg_prepared_statements")
                                .map(row -> Objects.requireNonNull(row.get("kept", Long.class)))
                                .one())
                .as(transactional::transactional)
                .as(StepVerifier::create)
                .assertNext(kept -> assertThat(kept).isBetween(1L, 130L))
                .expectComplete()
                .verify(java.time.Duration.ofSeconds(20));
    }

    /** A statement that the finder runs, and the index that its plan must name. */
    private record Planned(String sql, Selection selection, String index) {

        DatabaseClient.GenericExecuteSpec explained(DatabaseClient database) {
            return selection
                    .with("limit", 20)
                    .with("most", 3_000)
                    .with("rank", 0.0)
                    .with("cell", 0.01)
                    .statement(database, "explain " + sql);
        }
    }

    /**
     * The table is small for a planner that knows what reading a whole one costs, so it is told to
     * do that only where no index can help.
     */
    private void assertPlans(List<Planned> all) {
        database.sql("set local statement_timeout = '30s'")
                .then()
                .then(database.sql(MANY).then())
                .then(database.sql("select gin_clean_pending_list('place_search_text')").then())
                .then(database.sql("analyze place").then())
                .then(database.sql("set local enable_seqscan = off").then())
                .thenMany(Flux.fromIterable(all).concatMap(this::planOf))
                .as(this::rolledBack)
                .collectList()
                .as(StepVerifier::create)
                .assertNext(plans -> {
                    for (int i = 0; i < plans.size(); i++) {
                        assertThat(plans.get(i)).contains(all.get(i).index());
                    }
                })
                .expectComplete()
                .verify(java.time.Duration.ofSeconds(60));
    }

    private Mono<String> planOf(Planned planned) {
        return planned.explained(database)
                .map(row -> String.valueOf(row.get(0, String.class)))
                .all()
                .collect(Collectors.joining("\n"));
    }

    private Flux<String> rolledBack(Flux<String> plans) {
        return transactional.execute(transaction -> {
            transaction.setRollbackOnly();
            return plans;
        });
    }
}

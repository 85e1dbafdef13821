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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
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
            """;

    /** Enough of other places that an index is worth its while. */
    private static final String MANY =
            """
            insert into place (id, name, category, lat, lon, time_zone, name_keys, search_text,
                content_hash, created_at, updated_at)
            select gen_random_uuid(), 'x', 'cafe.coffee', -60 + random(), random() * 90, 'Etc/GMT',
                ' ' || md5(n::text) || ' ', ' ' || md5(n::text) || ' | ' || md5((-n)::text) || ' ',
                'x', now(), now()
            from generate_series(1, 6000) as n
            """;

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private Vocabulary vocabulary;
    @Autowired private TransactionalOperator transactional;
    @LocalServerPort private int port;

    private PlaceApi api;

    @BeforeAll
    void fill() {
        api = new PlaceApi(client);
        assertThat(imported("seoul", HEADER + SEOUL)).isEqualTo(6);
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
        "카페, 스타벅스",
        "books, 강남 교보문고",
    })
    void findsWhatPeopleMean(String typed, String name) {
        assertThat(names("/search?q={q}", typed).getFirst()).startsWith(name);
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

    @Test
    void everyWayOfSearchingUsesItsIndexes() {
        Selection near = new Selection().around(new Coordinates(-20, 180)).within(5_000);
        Selection everywhere = new Selection().around(new Coordinates(-20, 180));
        Selection box = new Selection().inside(BoundingBox.parse("1,1,1.1,1.1"));
        Selection similar = new Selection();
        new Words("스타박스", vocabulary).selectSimilar(similar);
        Selection beginning = new Selection();
        new Words("스타", vocabulary).selectBeginnings(beginning);
        String byDistance = " order by place.position <-> " + Selection.CENTRE + " limit 20";
        String byReviews = " order by " + Order.MOST_REVIEWED.tie() + ", id limit 20";

        assertPlans(
                List.of(
                        new Planned(byDistance, near, "place_position"),
                        new Planned(byDistance, everywhere, "place_position"),
                        new Planned("", wanted("스타벅스"), "place_search_text"),
                        new Planned("", wanted("ㅅㅌㅂㅅ"), "place_search_text"),
                        new Planned("", wanted("강남 카페"), "place_region"),
                        new Planned("", similar, "place_search_text"),
                        new Planned("", beginning, "place_search_text"),
                        new Planned("", box, "place_map"),
                        new Planned(byReviews, new Selection(), "place_popular")));
    }

    private Selection wanted(String typed) {
        return new Words(typed, vocabulary).select(new Selection());
    }

    /** A query without its columns, and the index that its plan must name. */
    private record Planned(String suffix, Selection selection, String index) {

        String sql() {
            return "explain select id from place where " + selection.conditions() + suffix;
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
        return planned.selection()
                .statement(database, planned.sql())
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

package io.maltan.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.profile.People;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** Each test has a street of its own, so that none sees what the others' people did. */
@MaltanServiceTest(service = "recommendation")
class RecommendationIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final double LON = 126.92;
    private static final double HUNDRED_METRES = 0.000899;
    private static final PlaceServiceStub PLACE_SERVICE = new PlaceServiceStub();
    private static final AtomicInteger STREETS = new AtomicInteger();
    private static final UUID OF_THE_SNAPSHOT = UUID.randomUUID();
    private static final String RECOMMENDATIONS = "/api/v1/recommendations";

    static {
        PLACE_SERVICE.add(json(OF_THE_SNAPSHOT, "Snapshot Museum", "culture.museum", -60, LON));
    }

    @Autowired private WebTestClient client;
    @Autowired private ReactiveStringRedisTemplate redis;
    @Autowired private HealthEndpointGroups healthGroups;
    @Autowired private List<ReactiveHealthIndicator> indicators;
    @Autowired private PlaceIndex places;
    @Autowired private People people;

    private final UUID me = UUID.randomUUID();
    private final Map<String, UUID> street = new LinkedHashMap<>();
    private final double lat = -30 + 2 * STREETS.getAndIncrement();
    private final String here = "?lat=" + lat + "&lon=" + LON;
    private final String around = RECOMMENDATIONS + here;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("maltan.services.place", PLACE_SERVICE::uri);
    }

    private UUID id(String place) {
        return Objects.requireNonNull(street.get(place), place);
    }

    private static String json(UUID id, String name, String category, double lat, double lon) {
        return """
        {"id":"%s","name":"%s","names":{"ko":"%s"},"category":"%s","lat":%s,"lon":%s,\
        "region":{"code":"11140","names":{"ko":"마포구","en":"Mapo-gu"}},"status":"open",\
        "openingHours":"24/7","timeZone":"Asia/Seoul","rating":{"average":0,"count":0},\
        "createdAt":"2020-01-01T00:00:00Z","version":1}\
        """
                .formatted(id, name, name, category, lat, lon);
    }

    @BeforeEach
    void theStreetIsThere() {
        for (int i = 0; i < 20; i++) {
            publishPlace("Shop " + (char) ('A' + i), "shop.kind" + i, i + 2);
        }
        publishPlace("Menya Ramen", "food.japanese", 15);
        publishPlace("Ippudo Ramen", "food.japanese", 9);
        addPlace("Loud Bar", "nightlife.bar", 30);
    }

    private void addPlace(String name, String category, int hundredsOfMetres) {
        publishPlace(name, category, hundredsOfMetres);
        Eventually.isTrue(() -> places.find(id(name)).isPresent());
    }

    private void publishPlace(String name, String category, int hundredsOfMetres) {
        UUID id = street.computeIfAbsent(name, unseen -> UUID.randomUUID());
        double lon = LON + hundredsOfMetres * HUNDRED_METRES / Math.cos(Math.toRadians(lat));
        publish("events:place", "place.created", id, json(id, name, category, lat, lon));
    }

    private void publish(String stream, String type, UUID subject, String data) {
        redis.opsForStream()
                .add(
                        stream,
                        Map.of(
                                "specversion",
                                "1.0",
                                "id",
                                UUID.randomUUID().toString(),
                                "source",
                                "test",
                                "type",
                                type,
                                "subject",
                                subject.toString(),
                                "time",
                                Instant.now().toString(),
                                "datacontenttype",
                                "application/json",
                                "data",
                                data))
                .block(LIMIT);
    }

    private JsonNode get(String uri, @Nullable String token) {
        return Objects.requireNonNull(bodyOf(uri, token));
    }

    private @Nullable JsonNode bodyOf(String uri, @Nullable String token) {
        return client.get()
                .uri(uri)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.get("items").forEach(item -> names.add(item.get("place").get("name").asString()));
        return names;
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.get("items").forEach(item -> ids.add(item.get("place").get("id").asString()));
        return ids;
    }

    private String token() {
        return TestTokens.user(me);
    }

    private String event(UUID id, String type, String place) {
        return """
        {"id":"%s","type":"%s","placeId":"%s"}\
        """
                .formatted(id, type, id(place));
    }

    private WebTestClient.ResponseSpec give(String token, String... events) {
        return client.post()
                .uri(RECOMMENDATIONS + "/feedback")
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"events\":[" + String.join(",", events) + "]}")
                .exchange();
    }

    private WebTestClient.ResponseSpec withdraw(UUID eventId) {
        return client.delete()
                .uri(RECOMMENDATIONS + "/feedback/" + eventId)
                .headers(headers -> headers.setBearerAuth(token()))
                .exchange();
    }

    @Test
    void readinessWaitsForWhateverListsAreMadeOf() {
        HealthEndpointGroup readiness = Objects.requireNonNull(healthGroups.get("readiness"));
        assertThat(List.of("places", "model", "popularity")).allMatch(readiness::isMember);
        Eventually.isTrue(() -> indicators.stream().allMatch(RecommendationIntegrationTests::isUp));
    }

    private static boolean isUp(ReactiveHealthIndicator indicator) {
        Health health = Objects.requireNonNull(indicator.health().block(LIMIT));
        return health.getStatus().equals(Status.UP);
    }

    @Test
    void somebodyUnknownGetsWhatIsAround() {
        JsonNode list = get(around, null);
        assertThat(names(list)).startsWith("Shop A", "Shop B").hasSize(20);
        assertThat(list.get("variant").asString()).isEqualTo("default");
        assertThat(list.get("level").asString()).isIn("nearby", "trending");
        JsonNode first = list.get("items").get(0);
        assertThat(first.get("distance").asLong()).isBetween(190L, 210L);
        assertThat(first.get("place").get("region").get("name").asString()).isEqualTo("Mapo-gu");
        assertThat(first.get("place").get("openNow").asBoolean()).isTrue();
        assertThat(first.get("reasons").get(0).get("text").asString()).isNotBlank();
    }

    @Test
    void placesComeFromTheSnapshotToo() {
        Eventually.isTrue(() -> places.find(OF_THE_SNAPSHOT).isPresent());
        assertThat(PLACE_SERVICE.secrets()).isNotEmpty().doesNotContainNull();
        assertThat(names(get(RECOMMENDATIONS + "?lat=-60&lon=" + LON, null)).getFirst())
                .isEqualTo("Snapshot Museum");
    }

    @Test
    void aLikeCountsOnTheNextRequestAndIsExplained() {
        UUID id = UUID.randomUUID();
        List<String> before = names(get(around, token()));

        give(token(), event(id, "like", "Menya Ramen"))
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.accepted")
                .isEqualTo(1);
        JsonNode after = get(around, token());
        assertThat(names(after).getFirst()).isEqualTo("Ippudo Ramen");
        assertThat(after.get("level").asString()).isEqualTo("personal");
        JsonNode reason = after.get("items").get(0).get("reasons").get(0);
        assertThat(reason.get("code").asString()).isEqualTo("because_you_liked");
        assertThat(reason.get("placeId").asString()).isEqualTo(id("Menya Ramen").toString());

        withdraw(id).expectStatus().isNoContent();
        assertThat(names(get(around, token()))).isEqualTo(before);
        withdraw(id).expectStatus().isNotFound();
        give(token(), event(id, "like", "Menya Ramen"))
                .expectBody()
                .jsonPath("$.duplicates")
                .isEqualTo(1);
        assertThat(names(get(around, token()))).isEqualTo(before);
    }

    @Test
    void whatWasGivenIsJudgedOneByOneAndCountsOnce() {
        UUID id = UUID.randomUUID();
        String later = Instant.now().plusSeconds(3_600).toString();
        give(
                        token(),
                        event(id, "click", "Shop A"),
                        event(id, "click", "Shop A"),
                        "{\"id\":\"%s\",\"type\":\"like\",\"placeId\":\"%s\"}"
                                .formatted(UUID.randomUUID(), UUID.randomUUID()),
                        event(UUID.randomUUID(), "adore", "Shop A"),
                        event(UUID.randomUUID(), "rating", "Shop A"),
                        "{\"id\":\"%s\",\"type\":\"like\",\"placeId\":\"%s\",\"at\":\"%s\"}"
                                .formatted(UUID.randomUUID(), id("Shop A"), later),
                        event(UUID.randomUUID(), "visit", "Shop B"))
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.accepted")
                .isEqualTo(2)
                .jsonPath("$.duplicates")
                .isEqualTo(1)
                .jsonPath("$.rejected[*].code")
                .value(codes ->
                        assertThat(codes.toString())
                                .contains(
                                        "unknown_place",
                                        "invalid_type",
                                        "invalid_value",
                                        "future_time"));
        give(token(), event(id, "click", "Shop A"))
                .expectBody()
                .jsonPath("$.duplicates")
                .isEqualTo(1);
        whatIsNotEvenWrittenRightIsRefusedAlone();
        JsonNode listed = get(RECOMMENDATIONS + "/feedback?limit=1", token());
        assertThat(listed.get("items")).hasSize(1);
        JsonNode rest =
                get(
                        RECOMMENDATIONS + "/feedback?cursor=" + listed.get("nextCursor").asString(),
                        token());
        assertThat(rest.get("items")).hasSize(3);
        assertThat(rest.has("nextCursor")).isFalse();
    }

    private void whatIsNotEvenWrittenRightIsRefusedAlone() {
        String good = event(UUID.randomUUID(), "click", "Shop C");
        give(
                        token(),
                        good.replace("}", ",\"value\":\"abc\"}"),
                        good.replace("\"click\"", "{}"),
                        good.replace("\"click\"", "\"rating\"").replace("}", ",\"value\":[5]}"),
                        good.replace("}", ",\"at\":12}"),
                        good.replace("}", ",\"recommendationId\":{}}"),
                        good.replaceAll("\"id\":\"[^\"]*\"", "\"id\":{\"a\":1}"),
                        "null",
                        event(id("Shop C"), "rating", "Shop C").replace("}", ",\"value\":\"4\"}"),
                        good)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.accepted")
                .isEqualTo(2)
                .jsonPath("$.rejected[*].code")
                .value(codes ->
                        assertThat(codes)
                                .isEqualTo(
                                        List.of(
                                                "invalid_value",
                                                "invalid_type",
                                                "invalid_value",
                                                "invalid_time",
                                                "invalid_recommendation_id",
                                                "invalid_id",
                                                "invalid_event")));
        for (String wrong : List.of("5", "\"click\"", "[]", "{\"id\":")) {
            give(token(), good, wrong).expectStatus().isBadRequest();
        }
    }

    @Test
    void effectsOutliveTheMemory() {
        give(token(), event(UUID.randomUUID(), "dislike", "Shop A")).expectStatus().isAccepted();
        people.missed();
        assertThat(names(get(around, token()))).doesNotContain("Shop A");
    }

    private String eventAt(UUID id, String type, String place, Instant at) {
        return """
        {"id":"%s","type":"%s","placeId":"%s","at":"%s"}\
        """
                .formatted(id, type, id(place), at);
    }

    @Test
    void aLongHistoryIsTheSameInMemoryAndAfterARestart() {
        Instant start = Instant.now().minusSeconds(3_600);
        UUID latest = UUID.randomUUID();
        List<String> events = new ArrayList<>();
        events.add(eventAt(UUID.randomUUID(), "like", "Menya Ramen", start));
        for (int click = 1; click < 400; click++) {
            events.add(eventAt(UUID.randomUUID(), "click", "Shop A", start.plusSeconds(click)));
        }
        events.add(eventAt(latest, "click", "Shop A", start.plusSeconds(400)));
        assertThat(likedPlaces()).isEmpty();
        give(token(), events.toArray(String[]::new)).expectStatus().isAccepted();

        assertThat(likedPlaces()).containsExactly("Shop A");
        people.missed();
        assertThat(likedPlaces()).containsExactly("Shop A");
        withdraw(latest).expectStatus().isNoContent();
        assertThat(likedPlaces()).containsExactlyInAnyOrder("Shop A", "Menya Ramen");
    }

    private List<String> likedPlaces() {
        List<String> liked = new ArrayList<>();
        get(RECOMMENDATIONS + "/profile", token())
                .get("places")
                .forEach(place -> liked.add(place.get("place").get("name").asString()));
        return liked;
    }

    @Test
    void oneAccountMakesNothingRise() {
        Instant now = Instant.now();
        List<String> visits = new ArrayList<>();
        for (int visit = 0; visit < 28; visit++) {
            Instant at = now.minus(Duration.ofHours(6L * visit));
            visits.add(eventAt(UUID.randomUUID(), "visit", "Shop S", at));
        }
        give(token(), visits.toArray(String[]::new)).expectStatus().isAccepted();
        JsonNode trending =
                get(RECOMMENDATIONS + "/trending?window=week&lat=" + lat + "&lon=" + LON, null);
        assertThat(names(trending)).doesNotContain("Shop S");
    }

    @Test
    void pagesRepeatNothingAlthoughTheRankingMoves() {
        List<String> seen = new ArrayList<>();
        JsonNode page = get(around + "&limit=7", token());
        seen.addAll(ids(page));
        give(token(), event(UUID.randomUUID(), "like", "Menya Ramen")).expectStatus().isAccepted();
        while (page.has("nextCursor")) {
            page = get(around + "&limit=7&cursor=" + page.get("nextCursor").asString(), token());
            seen.addAll(ids(page));
        }
        assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(23);
    }

    @Test
    void anothersCursorOnlyLeavesOutWhatItServed() {
        JsonNode mine = get(around + "&limit=5", token());
        String cursor = mine.get("nextCursor").asString();
        JsonNode others = get(around + "&limit=100&cursor=" + cursor, null);
        assertThat(ids(others)).doesNotContainAnyElementsOf(ids(mine)).isNotEmpty();
        assertThat(others.get("recommendationId")).isNotEqualTo(mine.get("recommendationId"));
    }

    @Test
    void placesFollowTheirEvents() {
        addPlace("Brief Cafe", "cafe.coffee", 1);
        assertThat(names(get(around, null))).startsWith("Brief Cafe");
        publish(
                "events:place",
                "place.removed",
                id("Brief Cafe"),
                "{\"id\":\"%s\"}".formatted(id("Brief Cafe")));
        Eventually.isTrue(() -> places.find(id("Brief Cafe")).isEmpty());
        assertThat(names(get(around, null))).doesNotContain("Brief Cafe");
    }

    @Test
    void visitsAndBookmarksOfThePlaceServiceCountAsFeedback() {
        String bookmark =
                "{\"userId\":\"%s\",\"placeId\":\"%s\",\"at\":\"2026-01-01T00:00:00Z\"}"
                        .formatted(me, id("Menya Ramen"))
                        .replace("2026-01-01T00:00:00Z", Instant.now().toString());
        assertThat(get(RECOMMENDATIONS + "/feedback", token()).get("items")).isEmpty();
        publish("events:place", "place.bookmarked", id("Menya Ramen"), bookmark);
        Eventually.isTrue(() -> names(get(around, token())).getFirst().equals("Ippudo Ramen"));
        publish("events:place", "place.unbookmarked", id("Menya Ramen"), bookmark);
        Eventually.isTrue(() -> !names(get(around, token())).getFirst().equals("Ippudo Ramen"));
    }

    @Test
    void aGuestsFeedbackMovesIntoTheAccount() {
        UUID guest = UUID.randomUUID();
        give(TestTokens.guest(guest), event(UUID.randomUUID(), "dislike", "Shop B"))
                .expectStatus()
                .isAccepted();
        assertThat(names(get(around, token()))).contains("Shop B");
        publish(
                "events:user",
                "user.merged",
                me,
                "{\"guestId\":\"%s\",\"userId\":\"%s\"}".formatted(guest, me));
        Eventually.isTrue(() -> !names(get(around, token())).contains("Shop B"));
        assertThat(names(get(around, TestTokens.guest(guest)))).contains("Shop B");
    }

    @Test
    void preferencesCountBeforeAnyFeedback() {
        publish(
                "events:user",
                "user.registered",
                me,
                "{\"id\":\"%s\",\"preferredCategories\":[\"nightlife\"],\"preferredRegions\":[]}"
                        .formatted(me));
        Eventually.isTrue(() -> names(get(RECOMMENDATIONS, token())).getFirst().equals("Loud Bar"));
        assertThat(get(RECOMMENDATIONS, token()).get("level").asString()).isEqualTo("similar");
    }

    @Test
    void theProfileSaysWhatIsBelievedAndCanBeForgotten() {
        give(token(), event(UUID.randomUUID(), "like", "Menya Ramen")).expectStatus().isAccepted();
        JsonNode profile = get(RECOMMENDATIONS + "/profile", token());
        assertThat(profile.get("categories").get(0).get("category").asString())
                .isEqualTo("food.japanese");
        assertThat(profile.get("places").get(0).get("because").asString()).isEqualTo("like");

        client.delete()
                .uri(RECOMMENDATIONS + "/profile")
                .headers(headers -> headers.setBearerAuth(token()))
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(get(RECOMMENDATIONS + "/profile", token()).get("places")).isEmpty();
        assertThat(get(RECOMMENDATIONS + "/feedback", token()).get("items")).isEmpty();
    }

    @Test
    void theProfileTellsHowToHaveAPlaceBackThatWasRemoved() {
        give(token(), event(UUID.randomUUID(), "not_interested", "Shop A"))
                .expectStatus()
                .isAccepted();
        JsonNode removed = get(RECOMMENDATIONS + "/profile", token()).get("removed");
        assertThat(removed).hasSize(1);
        assertThat(removed.get(0).get("id").asString()).isEqualTo(id("Shop A").toString());
        assertThat(removed.get(0).get("because").asString()).isEqualTo("not_interested");

        withdraw(UUID.fromString(removed.get(0).get("eventId").asString()))
                .expectStatus()
                .isNoContent();
        assertThat(get(RECOMMENDATIONS + "/profile", token()).get("removed")).isEmpty();
        assertThat(names(get(around, token()))).contains("Shop A");
    }

    @Test
    void similarPlacesAreAlikeInKindWhereNobodyHasBeen() {
        JsonNode similar =
                get(RECOMMENDATIONS + "/similar/" + id("Menya Ramen") + "?limit=3", null);
        assertThat(names(similar).getFirst()).isEqualTo("Ippudo Ramen");
        client.get()
                .uri(RECOMMENDATIONS + "/similar/" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("place_not_found");
    }

    @Test
    void whatManyDoNowIsTrending() {
        for (int i = 0; i < 5; i++) {
            give(TestTokens.user(UUID.randomUUID()), event(UUID.randomUUID(), "visit", "Shop T"))
                    .expectStatus()
                    .isAccepted();
        }
        JsonNode trending =
                get(RECOMMENDATIONS + "/trending?window=day&lat=" + lat + "&lon=" + LON, null);
        assertThat(names(trending)).contains("Shop T");
    }

    @Test
    void whatIsSimilarOrTrendingLeavesOutWhatTheCallerDoesNotWant() {
        for (int i = 0; i < 5; i++) {
            give(TestTokens.user(UUID.randomUUID()), event(UUID.randomUUID(), "visit", "Shop R"))
                    .expectStatus()
                    .isAccepted();
        }
        give(
                        token(),
                        event(UUID.randomUUID(), "not_interested", "Shop R"),
                        event(UUID.randomUUID(), "dislike", "Ippudo Ramen"))
                .expectStatus()
                .isAccepted();
        String trending = RECOMMENDATIONS + "/trending" + here;
        assertThat(names(get(trending, null))).contains("Shop R");
        assertThat(names(get(trending, token()))).doesNotContain("Shop R");
        assertThat(similarOnTheStreet("", null)).contains("Ippudo Ramen");
        assertThat(similarOnTheStreet("", token())).doesNotContain("Ippudo Ramen", "Menya Ramen");
    }

    @Test
    void whatIsSimilarMatchesWhatIsAskedFor() {
        addPlace("Sobaya Ramen", "food.japanese.soba", 30);
        assertThat(similarOnTheStreet("", null)).contains("Ippudo Ramen", "Sobaya Ramen");
        assertThat(similarOnTheStreet("&radius=1000", null))
                .contains("Ippudo Ramen")
                .doesNotContain("Sobaya Ramen");
        assertThat(similarOnTheStreet("&category=food.japanese.soba", null))
                .containsExactly("Sobaya Ramen");
        assertThat(similarOnTheStreet("&exclude=" + id("Ippudo Ramen"), null))
                .contains("Sobaya Ramen")
                .doesNotContain("Ippudo Ramen");
        assertThat(similarOnTheStreet("&region=26", null)).isEmpty();
    }

    private List<String> similarOnTheStreet(String filter, @Nullable String token) {
        String uri = RECOMMENDATIONS + "/similar/" + id("Menya Ramen") + here + "&limit=100";
        List<String> found = ids(get(uri + filter, token));
        return street.entrySet().stream()
                .filter(place -> found.contains(place.getValue().toString()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void theModelIsShownToAdministratorsAndTrainedForThem() {
        String admin = TestTokens.admin(UUID.randomUUID());
        give(
                        token(),
                        event(UUID.randomUUID(), "visit", "Shop C"),
                        event(UUID.randomUUID(), "visit", "Shop D"))
                .expectStatus()
                .isAccepted();
        String version = get(RECOMMENDATIONS + "/model", admin).get("version").asString();
        client.post()
                .uri(RECOMMENDATIONS + "/model/train")
                .headers(headers -> headers.setBearerAuth(admin))
                .exchange()
                .expectStatus()
                .isAccepted();
        Eventually.isTrue(() ->
                !get(RECOMMENDATIONS + "/model", admin).get("version").asString().equals(version));
        JsonNode model = get(RECOMMENDATIONS + "/model", admin);
        assertThat(model.get("sizes").get("interactions").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(get(around, null).get("modelVersion")).isEqualTo(model.get("version"));
        client.get()
                .uri(RECOMMENDATIONS + "/model")
                .headers(headers -> headers.setBearerAuth(token()))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void wrongParametersAreNamed() {
        for (String wrong :
                List.of(
                        "?lat=91&lon=0",
                        "?lat=1",
                        "?radius=5",
                        "?lat=NaN&lon=0",
                        "?limit=0",
                        "?openNow=maybe")) {
            client.get()
                    .uri(RECOMMENDATIONS + wrong)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isNotEmpty();
        }
        client.post()
                .uri(RECOMMENDATIONS + "/feedback")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"events\":[]}")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        give(token()).expectStatus().isBadRequest();
    }

    @Test
    void asMuchCanBeExcludedAsFitsIntoARequestLine() {
        String all = RECOMMENDATIONS + "?exclude=" + id("Shop A") + ",";
        String most = ("," + UUID.randomUUID()).repeat(199).substring(1);
        assertThat(names(get(around + "&exclude=" + id("Shop A") + "," + most, null)))
                .doesNotContain("Shop A");
        client.get()
                .uri(all + most + "," + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("exclude")
                .jsonPath("$.errors[0].message")
                .value(message -> assertThat(message.toString()).contains("200"));
    }

    @Test
    void whatStandsBetweenTwoCommasIsNothing() {
        assertThat(names(get(around + "&exclude=,&category=,", null)))
                .isEqualTo(names(get(around, null)));
    }

    @Test
    void whoComesBackToAStreamIsToldToBeginAnew() {
        Flux<String> events =
                client.get()
                        .uri(RECOMMENDATIONS + "/stream" + here)
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .header("Last-Event-ID", "7")
                        .exchange()
                        .returnResult(
                                new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {})
                        .getResponseBody()
                        .mapNotNull(ServerSentEvent::event)
                        .take(3);
        StepVerifier.create(events)
                .expectNext("reset", "stream", "recommendations")
                .expectComplete()
                .verify(LIMIT);
    }

    private Flux<ServerSentEvent<JsonNode>> open(String query, @Nullable String token) {
        return client.get()
                .uri(RECOMMENDATIONS + "/stream" + query)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {})
                .getResponseBody()
                .filter(event -> event.event() != null);
    }

    private static boolean isList(ServerSentEvent<JsonNode> event) {
        return "recommendations".equals(event.event());
    }

    private static JsonNode data(ServerSentEvent<JsonNode> event) {
        return Objects.requireNonNull(event.data());
    }

    private int move(String streamId, @Nullable String token, double lat, double lon) {
        return client.put()
                .uri(RECOMMENDATIONS + "/streams/" + streamId + "/position")
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"lat\":%s,\"lon\":%s}".formatted(lat, lon))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    @Test
    void anOpenStreamFollowsFeedbackWithinASecond() {
        long[] given = new long[1];
        StepVerifier.create(open(here, token()))
                .assertNext(event -> assertThat(event.event()).isEqualTo("stream"))
                .assertNext(event -> assertThat(names(data(event)).getFirst()).isEqualTo("Shop A"))
                .then(() -> {
                    given[0] = System.nanoTime();
                    give(token(), event(UUID.randomUUID(), "like", "Menya Ramen"))
                            .expectStatus()
                            .isAccepted();
                })
                .assertNext(event -> {
                    assertThat(names(data(event)).getFirst()).isEqualTo("Ippudo Ramen");
                    assertThat(System.nanoTime() - given[0]).isLessThan(1_000_000_000L);
                })
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void anOpenStreamFollowsWhatHappensOnAnotherReplica() {
        String given =
                """
                {"origin":"%s","userId":"%s","visits":[],"feedback":\
                [{"eventId":"%s","type":"dislike","placeId":"%s","at":"%s"}]}\
                """
                        .formatted(
                                UUID.randomUUID(),
                                me,
                                UUID.randomUUID(),
                                id("Shop A"),
                                Instant.now());
        StepVerifier.create(open(here, token()).filter(RecommendationIntegrationTests::isList))
                .assertNext(event -> assertThat(names(data(event))).contains("Shop A"))
                .then(() -> publish("events:feedback", "feedback.given", me, given))
                .assertNext(event -> assertThat(names(data(event))).doesNotContain("Shop A"))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aStreamFollowsWhoMoves() {
        String[] id = new String[1];
        StepVerifier.create(open(here, token()))
                .assertNext(event -> id[0] = data(event).get("streamId").asString())
                .assertNext(event -> assertThat(names(data(event)).getFirst()).isEqualTo("Shop A"))
                .then(() -> {
                    assertThat(move(id[0], TestTokens.user(UUID.randomUUID()), lat, LON))
                            .isEqualTo(404);
                    assertThat(move(id[0], null, lat, LON)).isEqualTo(404);
                    assertThat(
                                    move(
                                            id[0],
                                            token(),
                                            lat,
                                            LON
                                                    + 30
                                                            * HUNDRED_METRES
                                                            / Math.cos(Math.toRadians(lat))))
                            .isEqualTo(204);
                })
                .assertNext(
                        event -> assertThat(names(data(event)).getFirst()).isEqualTo("Loud Bar"))
                .then(() ->
                        redis.convertAndSend(
                                        "recommendation:movements",
                                        "{\"streamId\":\"%s\",\"lat\":%s,\"lon\":%s}"
                                                .formatted(id[0], lat, LON))
                                .block(LIMIT))
                .assertNext(event -> assertThat(names(data(event)).getFirst()).isEqualTo("Shop A"))
                .thenCancel()
                .verify(LIMIT);
        assertThat(move(UUID.randomUUID().toString(), token(), lat, LON)).isEqualTo(404);
        assertThat(move(id[0], token(), 91, LON)).isEqualTo(400);
    }

    @Test
    void whoOpenedAStreamWithoutATokenMovesItByItsId() {
        String[] id = new String[1];
        StepVerifier.create(open(here, null))
                .assertNext(event -> id[0] = data(event).get("streamId").asString())
                .expectNextCount(1)
                .then(() ->
                        assertThat(
                                        move(
                                                id[0],
                                                null,
                                                lat,
                                                LON
                                                        + 30
                                                                * HUNDRED_METRES
                                                                / Math.cos(Math.toRadians(lat))))
                                .isEqualTo(204))
                .assertNext(
                        event -> assertThat(names(data(event)).getFirst()).isEqualTo("Loud Bar"))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aStreamThatWasClosedCannotBeMoved() {
        String[] id = new String[1];
        StepVerifier.create(open(here, token()))
                .assertNext(event -> id[0] = data(event).get("streamId").asString())
                .expectNextCount(1)
                .then(() -> Eventually.isTrue(() -> isRegistered(id[0])))
                .thenCancel()
                .verify(LIMIT);
        Eventually.isTrue(() -> move(id[0], token(), lat, LON) == 404);
    }

    private boolean isRegistered(String streamId) {
        return Boolean.TRUE.equals(redis.hasKey("recommendation:stream:" + streamId).block(LIMIT));
    }

    @Test
    void aStreamFollowsPlacesButSaysNothingTwice() {
        StepVerifier.create(open(here, token()).filter(RecommendationIntegrationTests::isList))
                .expectNextCount(1)
                .then(() ->
                        give(token(), event(UUID.randomUUID(), "impression", "Shop T"))
                                .expectStatus()
                                .isAccepted())
                .expectNoEvent(Duration.ofMillis(600))
                .then(() -> addPlace("Pop-up Cafe", "cafe.coffee", 0))
                .assertNext(event ->
                        assertThat(names(data(event)).getFirst()).startsWith("Pop-up Cafe"))
                .then(() ->
                        publish(
                                "events:place",
                                "place.removed",
                                me,
                                "{\"id\":\"%s\"}".formatted(id("Pop-up Cafe"))))
                .assertNext(event ->
                        assertThat(names(data(event)).getFirst()).doesNotStartWith("Pop-up"))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void reasonsSpeakTheCallersLanguage() {
        String body =
                client.get()
                        .uri(around)
                        .header("Accept-Language", "ko")
                        .exchange()
                        .returnResult(String.class)
                        .getResponseBody()
                        .collectList()
                        .map(parts -> String.join("", parts))
                        .block(LIMIT);
        assertThat(body).contains("200 m 거리").contains("마포구");
    }

    @Test
    void pagesReachEveryPlaceOnceThoughFeedbackComesBetweenThem() {
        for (int i = 0; i < 420; i++) {
            publishPlace("Stall " + i, "market.stall" + i % 7, 40 + i % 60);
        }
        Eventually.isTrue(
                () -> street.values().stream().allMatch(id -> places.find(id).isPresent()));
        String near = around + "&radius=20000&limit=37";
        List<String> seen = new ArrayList<>();
        JsonNode page = get(near, token());
        while (true) {
            seen.addAll(ids(page));
            if (!page.has("nextCursor")) {
                break;
            }
            give(token(), event(UUID.randomUUID(), "like", "Stall " + seen.size()))
                    .expectStatus()
                    .isAccepted();
            page = get(near + "&cursor=" + page.get("nextCursor").asString(), token());
        }
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        street.values().stream().map(UUID::toString).toList());
    }

    @Test
    void everyKindOfFeedbackWithdrawnOneByOneRestoresTheRanking() {
        List<String> kinds =
                List.of(
                        "impression",
                        "click",
                        "like",
                        "dislike",
                        "not_interested",
                        "bookmark",
                        "visit",
                        "share");
        List<UUID> given = new ArrayList<>();
        List<List<String>> rankings = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            rankings.add(names(get(around, token())));
            UUID id = UUID.randomUUID();
            given.add(id);
            give(
                            token(),
                            event(
                                    id,
                                    kinds.get(i % kinds.size()),
                                    "Shop " + (char) ('A' + i * 7 % 20)))
                    .expectStatus()
                    .isAccepted();
        }
        for (int i = 23; i >= 0; i--) {
            withdraw(given.get(i)).expectStatus().isNoContent();
            assertThat(names(get(around, token()))).isEqualTo(rankings.get(i));
        }
    }

    @Test
    void placesThatFollowedPeopleSpokeWellOfComeForward() {
        UUID friend = UUID.randomUUID();
        UUID post = UUID.randomUUID();
        List<String> before = names(get(around, token()));
        publish(
                "events:community",
                "follow.changed",
                me,
                "{\"followerId\":\"%s\",\"followeeId\":\"%s\",\"following\":true,\"at\":\"%s\"}"
                        .formatted(me, friend, Instant.now()));
        publish(
                "events:community",
                "post.created",
                post,
                "{\"id\":\"%s\",\"authorId\":\"%s\",\"placeId\":\"%s\",\"createdAt\":\"%s\"}"
                        .formatted(post, friend, id("Shop D"), Instant.now()));
        Eventually.isTrue(
                () -> names(get(around, token())).indexOf("Shop D") < before.indexOf("Shop D"));
        JsonNode item = item(get(around, token()), "Shop D");
        assertThat(item.get("reasons").toString())
                .contains("followed_people", "People you follow wrote about it");
        assertThat(item.get("reasons").toString()).doesNotContain(friend.toString());
        publish("events:community", "post.removed", post, "{\"id\":\"%s\"}".formatted(post));
        Eventually.isTrue(() -> names(get(around, token())).equals(before));
    }

    private static JsonNode item(JsonNode list, String name) {
        for (JsonNode item : list.get("items")) {
            if (item.get("place").get("name").asString().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("No " + name);
    }

    private WebTestClient.ResponseSpec putExperiment(String name, String token, String body) {
        return client.put()
                .uri(RECOMMENDATIONS + "/experiments/" + name)
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    @Test
    void experimentsCountWhoSawAndWhoActed() {
        String admin = TestTokens.admin(UUID.randomUUID());
        String all =
                """
                {"variants":[{"name":"far","share":1,"settings":{"reach":3}}]}\
                """;
        putExperiment("reach", admin, all)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", RECOMMENDATIONS + "/experiments/reach");
        putExperiment("reach", admin, all).expectStatus().isOk();
        putExperiment("reach", token(), all).expectStatus().isForbidden();
        for (String wrong :
                List.of(
                        "{}",
                        "{\"variants\":[]}",
                        "{\"variants\":[{\"name\":\"a\",\"share\":0.6},{\"name\":\"b\",\"share\":0.6}]}",
                        "{\"variants\":[{\"name\":\"a\",\"share\":0.6},{\"name\":\"a\",\"share\":0.1}]}",
                        "{\"variants\":[{\"name\":\"a\",\"share\":1e400}]}",
                        "{\"variants\":[{\"name\":\"a\",\"share\":1,\"settings\":{\"magic\":1}}]}",
                        "{\"variants\":[{\"name\":\"a\",\"share\":1,\"settings\":{\"reach\":-1}}]}",
                        "{\"variants\":[null]}")) {
            putExperiment("reach", admin, wrong).expectStatus().isBadRequest();
        }

        JsonNode list = get(around, token());
        assertThat(list.get("variant").asString()).isEqualTo("far");
        assertThat(get(around, null).get("variant").asString()).isEqualTo("default");
        give(token(), event(UUID.randomUUID(), "click", "Shop A")).expectStatus().isAccepted();
        Eventually.isTrue(() -> {
            JsonNode variant = variantOf(admin);
            return variant.get("exposures").asInt() == 1 && variant.get("clicks").asInt() == 1;
        });
        JsonNode rate = variantOf(admin).get("clickRate");
        assertThat(rate.get("rate").asDouble()).isEqualTo(1);
        assertThat(rate.get("low").asDouble()).isBetween(0.2, 0.21);

        client.delete()
                .uri(RECOMMENDATIONS + "/experiments/reach")
                .headers(headers -> headers.setBearerAuth(admin))
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(get(around, token()).get("variant").asString()).isEqualTo("default");
    }

    private JsonNode variantOf(String admin) {
        return get(RECOMMENDATIONS + "/experiments", admin)
                .get("items")
                .get(0)
                .get("variants")
                .get(0);
    }

    @Test
    void whatIsErasedIsGoneAndWhatIsHeldIsExported() {
        give(token(), event(UUID.randomUUID(), "dislike", "Shop A")).expectStatus().isAccepted();
        assertThat(names(get(around, token()))).doesNotContain("Shop A");
        publish(
                "events:user",
                "user.erasure_requested",
                me,
                "{\"erasureId\":\"%s\",\"userId\":\"%s\"}".formatted(UUID.randomUUID(), me));
        Eventually.isTrue(() -> names(get(around, token())).contains("Shop A"));
        publish(
                "events:place",
                "place.visited",
                me,
                "{\"id\":\"%s\",\"userId\":\"%s\",\"placeId\":\"%s\",\"at\":\"%s\"}"
                        .formatted(UUID.randomUUID(), me, id("Shop A"), Instant.now()));
        addPlace("After All", "shop.kind1", 3);
        give(token(), event(UUID.randomUUID(), "like", "Shop A"))
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_token");
        assertThat(get(RECOMMENDATIONS + "/feedback", token()).get("items")).isEmpty();
    }

    @Test
    void anOpenStreamForgetsWhoIsErased() {
        give(token(), event(UUID.randomUUID(), "like", "Menya Ramen")).expectStatus().isAccepted();
        String erasure =
                "{\"erasureId\":\"%s\",\"userId\":\"%s\"}".formatted(UUID.randomUUID(), me);
        StepVerifier.create(open(here, token()).filter(RecommendationIntegrationTests::isList))
                .assertNext(event ->
                        assertThat(names(data(event)).getFirst()).isEqualTo("Ippudo Ramen"))
                .then(() -> publish("events:user", "user.erasure_requested", me, erasure))
                .assertNext(event -> assertThat(names(data(event)).getFirst()).isEqualTo("Shop A"))
                .thenCancel()
                .verify(LIMIT);
        assertThat(get(around, token()).get("level").asString()).isNotEqualTo("personal");
    }

    @Test
    void blockHoundIsOn() {
        StepVerifier.create(
                        Mono.fromCallable(
                                        () -> {
                                            Thread.sleep(1);
                                            return 1;
                                        })
                                .subscribeOn(Schedulers.parallel()))
                .expectErrorMatches(e ->
                        e.getClass().getName().contains("BlockingOperationError")
                                || String.valueOf(e.getCause()).contains("Blocking"))
                .verify(LIMIT);
    }
}

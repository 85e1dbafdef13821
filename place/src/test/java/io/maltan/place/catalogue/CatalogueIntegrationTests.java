package io.maltan.place.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "place")
class CatalogueIntegrationTests {

    private static final String GALLERY =
            """
            {"name": "작은 미술관", "names": {"en": "Small Gallery"}, "category": "culture.gallery",
             "lat": 37.58, "lon": 126.98, "openingHours": "Tu-Su 10:00-18:00"}
            """;

    private final String owner = TestTokens.user(UUID.randomUUID());
    private final String stranger = TestTokens.user(UUID.randomUUID());
    private final String moderator = TestTokens.moderator(UUID.randomUUID());

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;

    private PlaceApi api;

    @BeforeEach
    void connect() {
        api = new PlaceApi(client);
    }

    private String created() {
        return PlaceApi.body(
                        api.send(HttpMethod.POST, owner, GALLERY, "")
                                .expectStatus()
                                .isCreated()
                                .expectHeader()
                                .exists(HttpHeaders.LOCATION))
                .path("id")
                .asString();
    }

    private List<String> eventsOf(String id) {
        return Objects.requireNonNull(
                database.sql("select type from outbox where subject = :id order by sequence")
                        .bind("id", id)
                        .map(row -> Objects.requireNonNull(row.get("type", String.class)))
                        .all()
                        .collectList()
                        .block(Duration.ofSeconds(10)));
    }

    @Test
    void aPlaceIsWrittenReadEditedAndRemoved() {
        String id = created();
        JsonNode place = api.json("/" + id);
        assertThat(place.path("region").path("name").asString()).isEqualTo("Jongno-gu");
        assertThat(place.path("rating").path("count").asInt()).isZero();
        assertThat(place.path("timeZone").asString()).isEqualTo("Asia/Seoul");

        String tag =
                Objects.requireNonNull(
                        api.get("/" + id)
                                .expectBody()
                                .returnResult()
                                .getResponseHeaders()
                                .getETag());
        client.get()
                .uri("/api/v1/places/" + id)
                .header(HttpHeaders.IF_NONE_MATCH, tag)
                .exchange()
                .expectStatus()
                .isNotModified();
        patch(owner, id, "\"99\"", "{\"name\":\"X\"}").expectStatus().isEqualTo(412);
        patch(owner, id, tag, "{\"name\":\"큰 미술관\",\"names\":{\"en\":null}}").expectStatus().isOk();
        patch(owner, id, tag, "{\"name\":\"Late\"}").expectStatus().isEqualTo(412);

        assertThat(api.json("/search?q={q}", "큰미술관").path("items").path(0).path("id").asString())
                .isEqualTo(id);
        api.send(HttpMethod.DELETE, owner, "", "/" + id).expectStatus().isNoContent();
        assertThat(
                        PlaceApi.body(api.get("/" + id).expectStatus().isNotFound())
                                .path("code")
                                .asString())
                .isEqualTo("place_not_found");
        assertThat(eventsOf(id)).containsExactly("place.created", "place.updated", "place.removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u200b\\u3164", "\\u202egnp.exe", "Two\\nlines"})
    void aNameIsSeenOnOneLine(String name) {
        for (String named :
                List.of(GALLERY.replace("작은 미술관", name), GALLERY.replace("Small Gallery", name))) {
            api.send(HttpMethod.POST, owner, named, "").expectStatus().isBadRequest();
        }
        patch(owner, created(), "*", "{\"name\":\"%s\"}".formatted(name))
                .expectStatus()
                .isBadRequest();
    }

    private WebTestClient.ResponseSpec patch(
            String token, String id, String ifMatch, String patch) {
        return client.patch()
                .uri("/api/v1/places/" + id)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .contentType(MediaType.valueOf("application/merge-patch+json"))
                .bodyValue(patch)
                .exchange();
    }

    @Test
    void onlyItsOwnerOrAModeratorChangesAPlace() {
        String id = created();
        patch(stranger, id, "*", "{\"name\":\"Mine\"}").expectStatus().isForbidden();
        api.send(HttpMethod.DELETE, stranger, "", "/" + id).expectStatus().isForbidden();
        patch(moderator, id, "*", "{\"status\":\"temporarily_closed\"}").expectStatus().isOk();
        client.post()
                .uri("/api/v1/places")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(GALLERY)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        api.send(HttpMethod.POST, TestTokens.guest(UUID.randomUUID()), GALLERY, "")
                .expectStatus()
                .isForbidden();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"name\":\"\",\"category\":\"cafe\",\"lat\":1,\"lon\":1}",
                "{\"name\":\"a\",\"category\":\"nonsense\",\"lat\":1,\"lon\":1}",
                "{\"name\":\"a\",\"category\":\"cafe\",\"lat\":91,\"lon\":1}",
                "{\"name\":\"a\",\"category\":\"cafe\",\"lat\":\"x\",\"lon\":1}",
                "{\"name\":\"a\",\"category\":\"cafe\",\"lat\":1}",
                "{\"name\":\"\\u0000\",\"category\":\"cafe\",\"lat\":1,\"lon\":1}",
                "{\"name\":\"\\ud800\",\"category\":\"cafe\",\"lat\":1,\"lon\":1}",
                "{\"name\":\"a\",\"category\":\"cafe\",\"lat\":1,\"lon\":1,\"openingHours\":\"whenever\"}",
                "{\"name\":\"a\",\"category\":\"cafe\",\"lat\":1,\"lon\":1,\"timeZone\":\"Mars/Base\"}",
                "{\"name\":\"a\",\"category\":\"cafe\",\"lat\":1,\"lon\":1,\"website\":\"javascript:alert(1)\"}",
                "{\"name\":\"a\",\"category\":\"cafe\",\"lat\":1,\"lon\":1,\"status\":\"unsure\"}",
                "{\"name\":\"a\",\"category\":\"cafe\",\"lat\":1,\"lon\":1,\"names\":{\"en\":\"\\udc00\"}}",
                "{\"name\":\"a\",\"category\":\"\\u0000\",\"lat\":1,\"lon\":1}",
                "not json"
            })
    void refusesWhatIsNoPlace(String body) {
        api.send(HttpMethod.POST, owner, body, "").expectStatus().isBadRequest();
    }

    @Test
    void severalPlacesComeInTheOrderAskedAndMembersArePicked() {
        String first = created();
        String second = created();
        JsonNode items =
                api.json("?ids={b},{a},{none}", second, first, UUID.randomUUID()).path("items");
        assertThat(items)
                .extracting(place -> place.path("id").asString())
                .containsExactly(second, first);
        JsonNode picked = api.json("/" + first + "?fields=id,name");
        assertThat(picked.propertyNames()).containsExactlyInAnyOrder("id", "name");
        api.get("/" + first + "?fields=secret").expectStatus().isBadRequest();
        api.get("/corrections").expectStatus().isUnauthorized();
    }

    @Test
    void bookmarkingAndUnbookmarkingAgainChangesNothing() {
        String id = created();
        for (int i = 0; i < 2; i++) {
            api.send(HttpMethod.PUT, stranger, "", "/" + id + "/bookmark")
                    .expectStatus()
                    .isNoContent();
        }
        assertThat(own(stranger, "/bookmarks").path("items").path(0).path("id").asString())
                .isEqualTo(id);
        for (int i = 0; i < 2; i++) {
            api.send(HttpMethod.DELETE, stranger, "", "/" + id + "/bookmark")
                    .expectStatus()
                    .isNoContent();
        }
        assertThat(own(stranger, "/bookmarks").path("items")).isEmpty();
        assertThat(eventsOf(id))
                .containsExactly("place.created", "place.bookmarked", "place.unbookmarked");
        api.send(HttpMethod.PUT, stranger, "", "/" + UUID.randomUUID() + "/bookmark")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void aVisitIsNotedForItsVisitorAlone() {
        String id = created();
        api.send(HttpMethod.POST, stranger, "{}", "/" + id + "/visits").expectStatus().isCreated();
        api.send(
                        HttpMethod.POST,
                        stranger,
                        "{\"at\":\"2999-01-01T00:00:00Z\"}",
                        "/" + id + "/visits")
                .expectStatus()
                .isBadRequest();
        assertThat(own(stranger, "/visits").path("items").path(0).path("placeId").asString())
                .isEqualTo(id);
        assertThat(own(owner, "/visits").path("items")).isEmpty();
        api.get("/visits").expectStatus().isUnauthorized();
    }

    private JsonNode own(String token, String uri) {
        return PlaceApi.body(
                client.get()
                        .uri("/api/v1/places" + uri)
                        .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                        .exchange()
                        .expectStatus()
                        .isOk());
    }

    @Test
    void theTreesAreInTheCallersLanguage() {
        assertThat(api.json("/categories").path("items").path(0).path("name").asString())
                .isEqualTo("Food");
        assertThat(
                        PlaceApi.body(
                                        client.get()
                                                .uri("/api/v1/places/regions?parent=11")
                                                .header(HttpHeaders.ACCEPT_LANGUAGE, "ko")
                                                .exchange())
                                .path("items")
                                .path(0)
                                .path("name")
                                .asString())
                .isEqualTo("종로구");
        assertThat(api.json("/regions/at?lat=37.4979&lon=127.05").path("code").asString())
                .isEqualTo("11230");
        api.get("/regions/at?lat=42.5&lon=1.5").expectStatus().isNotFound();
        api.get("/regions/at?lat=99&lon=1.5").expectStatus().isBadRequest();
    }
}

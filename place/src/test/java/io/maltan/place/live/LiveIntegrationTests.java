package io.maltan.place.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "place")
class LiveIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final ParameterizedTypeReference<ServerSentEvent<JsonNode>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final String author = TestTokens.user(UUID.randomUUID());

    @Autowired private WebTestClient client;

    private Flux<ServerSentEvent<JsonNode>> watch(String bbox) {
        return watch(bbox, null);
    }

    private Flux<ServerSentEvent<JsonNode>> watch(String bbox, @Nullable String lastEventId) {
        return client.get()
                .uri("/api/v1/places/stream?bbox=" + bbox)
                .headers(headers -> headers.set("Last-Event-ID", lastEventId))
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(EVENT)
                .getResponseBody();
    }

    private String create(double lat, double lon) {
        return PlaceApi.body(
                        new PlaceApi(client)
                                .send(
                                        HttpMethod.POST,
                                        author,
                                        "{\"name\":\"Kiosk\",\"category\":\"shop\",\"lat\":%s,\"lon\":%s}"
                                                .formatted(lat, lon),
                                        ""))
                .path("id")
                .asString();
    }

    @Test
    void changesInsideTheBoxArriveAndOthersDoNot() {
        PlaceApi api = new PlaceApi(client);
        String[] created = new String[1];
        String[] id = new String[1];
        watch("60,60,61,61")
                .filter(event -> event.event() != null)
                .as(StepVerifier::create)
                .expectSubscription()
                .thenAwait(Duration.ofMillis(300))
                .then(() -> {
                    assertThat(create(50, 50)).isNotEmpty();
                    created[0] = create(60.5, 60.5);
                })
                .assertNext(event -> {
                    id[0] = idIn(event);
                    assertEvent(event, "place_created", id[0]);
                })
                .then(() -> api.send(HttpMethod.PATCH, author, "{\"name\":\"Stall\"}", "/" + id[0]))
                .assertNext(event -> assertEvent(event, "place_updated", id[0]))
                .then(() -> api.send(HttpMethod.PATCH, author, "{\"lat\":59}", "/" + id[0]))
                .assertNext(event -> assertEvent(event, "place_removed", id[0]))
                .thenCancel()
                .verify(LIMIT);
        assertThat(id[0]).isEqualTo(created[0]);
    }

    /** An event can be here before the answer to what caused it. */
    private static String idIn(ServerSentEvent<JsonNode> event) {
        return Objects.requireNonNull(event.data()).path("id").asString();
    }

    @Test
    void aPlaceThatIsRatedIsShownAsItIsNow() {
        String id = create(62.5, 62.5);
        watch("62,62,63,63")
                .filter(event -> event.event() != null)
                .as(StepVerifier::create)
                .expectSubscription()
                .thenAwait(Duration.ofMillis(300))
                .then(() ->
                        new PlaceApi(client)
                                .send(
                                        HttpMethod.POST,
                                        author,
                                        "{\"rating\":4}",
                                        "/" + id + "/reviews")
                                .expectStatus()
                                .isCreated())
                .thenConsumeWhile(event -> "place_created".equals(event.event()))
                .assertNext(event -> {
                    assertEvent(event, "place_updated", id);
                    JsonNode place = Objects.requireNonNull(event.data());
                    assertThat(place.path("name").asString()).isEqualTo("Kiosk");
                    assertThat(place.path("rating").path("count").asInt()).isOne();
                })
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void whoComesBackHearsWhatHappenedMeanwhile() {
        ServerSentEvent<JsonNode> mark =
                Objects.requireNonNull(
                        watch("179,-61,-179,-59", null)
                                .filter(event -> event.id() != null)
                                .blockFirst(LIMIT));
        String east = create(-60, 179.5);
        create(-60, 0);
        String west = create(-60, -179.5);
        String[] last = new String[2];
        watch("179,-61,-179,-59", mark.id())
                .filter(event -> event.event() != null)
                .as(StepVerifier::create)
                .assertNext(event -> assertEvent(event, "place_created", east))
                .assertNext(event -> {
                    assertEvent(event, "place_created", west);
                    last[0] = Objects.requireNonNull(event.id());
                })
                .thenCancel()
                .verify(LIMIT);
        watch("179,-61,-179,-59", last[0])
                .filter(event -> event.event() != null)
                .as(StepVerifier::create)
                .expectSubscription()
                .thenAwait(Duration.ofMillis(300))
                .then(() -> last[0] = create(-60, 180))
                .assertNext(event -> last[1] = idIn(event))
                .thenCancel()
                .verify(LIMIT);
        assertThat(last[1]).isEqualTo(last[0]);
    }

    @Test
    void aPositionMayBeATimeAlone() {
        ServerSentEvent<JsonNode> mark =
                Objects.requireNonNull(
                        watch("-91,-61,-89,-59", null)
                                .filter(event -> event.id() != null)
                                .blockFirst(LIMIT));
        String time = Objects.requireNonNull(mark.id()).replaceFirst("-.*", "");
        String place = create(-60, -90);
        watch("-91,-61,-89,-59", time)
                .filter(event -> event.event() != null)
                .as(StepVerifier::create)
                .assertNext(event -> assertEvent(event, "place_created", place))
                .thenCancel()
                .verify(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no position", "8000000000000-0"})
    void whoComesFromNoPositionOfTheStreamIsToldToBeginAnew(String lastEventId) {
        create(-60, 180);
        watch("1,1,2,2", lastEventId)
                .filter(event -> event.event() != null)
                .as(StepVerifier::create)
                .assertNext(event -> assertThat(event.event()).isEqualTo("reset"))
                .thenCancel()
                .verify(LIMIT);
    }

    private static void assertEvent(ServerSentEvent<JsonNode> event, String name, String id) {
        assertThat(event.event()).isEqualTo(name);
        assertThat(event.id()).matches("\\d+-\\d+");
        assertThat(idIn(event)).isEqualTo(id);
    }

    @Test
    void theSnapshotBeginsWithAPositionAndHoldsEveryPlace() {
        String id = create(33.3, 44.4);
        // Other tests leave tens of thousands of places.
        WebTestClient patient =
                client.mutate()
                        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(64 << 20))
                        .build();
        String snapshot =
                new String(
                        Objects.requireNonNull(
                                patient.get()
                                        .uri("/internal/places/snapshot")
                                        .header("X-Maltan-Internal", "test-internal-secret")
                                        .exchange()
                                        .expectStatus()
                                        .isOk()
                                        .expectBody()
                                        .returnResult()
                                        .getResponseBody()),
                        java.nio.charset.StandardCharsets.UTF_8);

        assertThat(snapshot.lines().findFirst().orElseThrow())
                .matches("\\{\"position\":\"\\d+-\\d+\"}");
        assertThat(snapshot.lines())
                .anyMatch(line -> line.contains(id) && line.contains("\"rating\""));
        client.get().uri("/internal/places/snapshot").exchange().expectStatus().isNotFound();
    }

    @Test
    void refusesWhatIsNoBox() {
        client.get().uri("/api/v1/places/stream?bbox=1,2").exchange().expectStatus().isBadRequest();
    }
}

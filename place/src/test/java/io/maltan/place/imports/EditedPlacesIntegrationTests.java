package io.maltan.place.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.OutboxEvents;
import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/**
 * What people have changed about places that come from files, and what becomes of it by the next
 * file.
 */
@MaltanServiceTest(service = "place")
class EditedPlacesIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String HEADER =
            "id,name,name_en,category,lat,lon,address,phone,opening_hours,status\n";

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;

    private final String moderator = TestTokens.moderator(UUID.randomUUID());
    private final String dataset = "edited-" + UUID.randomUUID().toString().substring(0, 8);
    private PlaceApi api;

    @BeforeEach
    void connect() {
        api = new PlaceApi(client);
    }

    private JsonNode imported(String... lines) {
        return imported(lines, false);
    }

    private JsonNode importedInFull(String... lines) {
        return imported(lines, true);
    }

    private JsonNode imported(String[] lines, boolean full) {
        JsonNode report =
                api.imported(
                        "format=csv&dataset=%s&full=%s".formatted(dataset, full),
                        (HEADER + String.join("\n", lines) + "\n")
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(report.path("status").asString()).isEqualTo("completed");
        return report;
    }

    private String id(String number) {
        return Objects.requireNonNull(
                        database.sql("select id from place where source = :source")
                                .bind("source", dataset + ":" + number)
                                .mapValue(UUID.class)
                                .one()
                                .block(LIMIT))
                .toString();
    }

    private void edit(String id, String patch) {
        api.send(HttpMethod.PATCH, moderator, patch, "/" + id).expectStatus().isOk();
    }

    private void correct(String id, String kind, String proposed) {
        String correction =
                PlaceApi.body(
                                api.send(
                                                HttpMethod.POST,
                                                TestTokens.user(UUID.randomUUID()),
                                                """
                                                {"kind":"%s","detail":"seen","proposed":%s}
                                                """
                                                        .formatted(kind, proposed),
                                                "/" + id + "/corrections")
                                        .expectStatus()
                                        .isCreated())
                        .path("id")
                        .asString();
        api.send(HttpMethod.POST, moderator, "{}", "/corrections/" + correction + "/accept")
                .expectStatus()
                .isOk();
    }

    @Test
    void acceptedCorrectionsStayWhenTheSourceChangesSomethingElse() {
        imported("1,Altbau,,cafe,21,21,,111,,", "2,Nachbar,,cafe,21.1,21,,111,,");
        String id = id("1");
        correct(id, "wrong_name", "{\"name\":\"Neubau\"}");
        correct(id, "closed", "null");

        JsonNode report = imported("1,Altbau,,cafe,21,21,,222,,", "2,Nachbar,,cafe,21.1,21,,222,,");

        assertThat(report.path("updated").asInt()).isEqualTo(2);
        JsonNode place = api.json("/" + id);
        assertThat(place.path("name").asString()).isEqualTo("Neubau");
        assertThat(place.path("status").asString()).isEqualTo("closed");
        assertThat(place.path("phone").asString()).isEqualTo("222");
        assertThat(api.json("/" + id("2")).path("phone").asString()).isEqualTo("222");

        JsonNode last = api.json("/" + id + "/history").path("items").path(0);
        assertThat(last.path("kind").asString()).isEqualTo("imported");
        assertThat(last.has("editorId")).isFalse();
        assertThat(last.path("changes").propertyNames()).containsExactly("phone");
        assertThat(last.path("changes").path("phone").path("after").asString()).isEqualTo("222");
        JsonNode told = new OutboxEvents(database).about(id, "place.updated").getLast();
        assertThat(told.path("name").asString()).isEqualTo("Neubau");
        assertThat(told.path("version").asLong()).isEqualTo(last.path("version").asLong());

        assertThat(
                        imported("1,Altbau,,cafe,21,21,,222,,", "2,Nachbar,,cafe,21.1,21,,222,,")
                                .path("unchanged")
                                .asInt())
                .isEqualTo(2);
        assertThat(api.json("/" + id).path("name").asString()).isEqualTo("Neubau");
    }

    @Test
    void whatIsDerivedFitsWhatIsKept() {
        imported("1,Oldword,,cafe,37.5,127.03,Firststreet,,Mo-Su 09:00-18:00,");
        String id = id("1");
        edit(
                id,
                """
                {"name":"Newword","lat":43.3,"lon":5.37,"openingHours":"Mo 10:00-11:00"}
                """);

        imported("1,Thirdword,Englishword,cafe,37.6,127.04,Secondstreet,,Mo-Su 08:00-18:00,");

        JsonNode place = api.json("/" + id);
        assertThat(place.path("lat").asDouble()).isEqualTo(43.3);
        assertThat(place.path("timeZone").asString()).isEqualTo("Europe/Paris");
        assertThat(place.has("region")).isFalse();
        assertThat(found("newword")).isEqualTo(id);
        assertThat(found("englishword")).isEqualTo(id);
        assertThat(found("secondstreet")).isEqualTo(id);
        assertThat(found("thirdword")).isEmpty();
        assertThat(found("oldword")).isEmpty();
        assertThat(
                        database.sql("select open_week::text from place where id = :id")
                                .bind("id", UUID.fromString(id))
                                .mapValue(String.class)
                                .one()
                                .block(LIMIT))
                .isEqualTo("{[600,660)}");
    }

    private String found(String word) {
        for (JsonNode place : api.json("/search?q={q}", word).path("items")) {
            if (place.path("source").asString("").startsWith(dataset)) {
                return place.path("id").asString();
            }
        }
        return "";
    }

    @Test
    void aSourceThatComesToSayTheSameIsFollowedAgain() {
        imported("1,Spätkauf,,cafe,22,22,,111,,");
        String id = id("1");
        edit(id, "{\"status\":\"closed\",\"phone\":\"333\"}");

        imported("1,Spätkauf,,cafe,22,22,,111,,temporarily_closed");
        assertThat(api.json("/" + id).path("status").asString()).isEqualTo("closed");
        imported("1,Spätkauf,,cafe,22,22,,111,,closed");
        imported("1,Spätkauf,,cafe,22,22,,222,,open");

        JsonNode place = api.json("/" + id);
        assertThat(place.path("status").asString()).isEqualTo("open");
        assertThat(place.path("phone").asString()).isEqualTo("333");
        assertThat(
                        api.json("/" + id + "/history")
                                .path("items")
                                .path(0)
                                .path("changes")
                                .path("status")
                                .path("after")
                                .asString())
                .isEqualTo("open");
    }

    @Test
    void aPlaceThatVanishesAndReturnsKeepsWhatPeopleChanged() {
        String other = "2,Bleibt,,cafe,23.1,23,,,,";
        imported("1,Geht,,cafe,23,23,,111,,", other);
        String id = id("1");
        edit(id, "{\"name\":\"Ging\"}");

        assertThat(importedInFull(other).path("vanished").asInt()).isOne();
        assertThat(api.json("/" + id).has("vanishedAt")).isTrue();
        importedInFull("1,Geht,,cafe,23,23,,222,,", other);

        JsonNode place = api.json("/" + id);
        assertThat(place.has("vanishedAt")).isFalse();
        assertThat(place.path("name").asString()).isEqualTo("Ging");
        assertThat(place.path("phone").asString()).isEqualTo("222");
    }

    @Test
    void othersHearOfPlacesThatVanishAndReturn() {
        imported("1,Geist,,cafe,24,24,,,,", "2,Wirt,,cafe,24.1,24,,,,");
        String id = id("1");
        OutboxEvents events = new OutboxEvents(database);

        importedInFull("2,Wirt,,cafe,24.1,24,,,,");
        assertThat(events.about(id, "place.updated")).hasSize(1);
        imported("1,Geist,,cafe,24,24,,,,");
        assertThat(events.about(id, "place.updated"))
                .hasSize(2)
                .last()
                .satisfies(told -> assertThat(told.path("version").asLong()).isEqualTo(3));
        assertThat(events.about(id("2"), "place.updated")).isEmpty();
    }

    @Test
    void aNewTableKeepsWhatPeopleChanged() {
        imported("a,Vorher,,cafe,25,25,,111,,");
        String id = id("a");
        edit(id, "{\"name\":\"Nachher\"}");
        String[] lines = new String[(int) PlaceMerge.MANY + 3 * count()];
        lines[0] = "a,Vorher,,cafe,25,25,,222,,";
        for (int i = 1; i < lines.length; i++) {
            lines[i] = "%d,Menge %d,,cafe,%.4f,26,,,,".formatted(i, i, i * 0.001);
        }

        imported(lines);

        JsonNode place = api.json("/" + id);
        assertThat(place.path("name").asString()).isEqualTo("Nachher");
        assertThat(place.path("phone").asString()).isEqualTo("222");
    }

    private int count() {
        return Objects.requireNonNull(
                        database.sql("select count(*) from place")
                                .mapValue(Long.class)
                                .one()
                                .block(LIMIT))
                .intValue();
    }
}

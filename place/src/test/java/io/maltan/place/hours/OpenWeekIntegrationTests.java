package io.maltan.place.hours;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "place")
class OpenWeekIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private TimeZones zones;

    @Test
    void theDatabaseKnowsEveryZoneThatPlacesMayHave() {
        List<String> unknown =
                database.sql(
                                """
                                select zone from unnest(:zones) as zones (zone)
                                where not exists (select from pg_timezone_names where name = zone)
                                """)
                        .bind("zones", zones.names().toArray(String[]::new))
                        .map(row -> String.valueOf(row.get(0, String.class)))
                        .all()
                        .collectList()
                        .block(LIMIT);
        assertThat(unknown).isEmpty();
    }

    @Test
    void aZoneIsKeptByTheNameThatEveryDatabaseKnows() {
        PlaceApi api = new PlaceApi(client);
        JsonNode place =
                PlaceApi.body(create(api, "Casino", "Asia/Macao", "").expectStatus().isCreated());
        assertThat(place.path("timeZone").asString()).isEqualTo("Asia/Macau");
        create(api, "Nowhere", "Asia/Nowhere", "").expectStatus().isBadRequest();
    }

    /** 2026-06-05T16:30Z is Saturday 01:30 in Seoul, and Friday 12:30 in New York. */
    @Test
    void openAtIsJudgedOnThePlacesOwnClock() {
        PlaceApi api = new PlaceApi(client);
        create(api, "Late", "Asia/Seoul", "Fr 18:00-02:00").expectStatus().isCreated();
        create(api, "Lunch", "America/New_York", "Fr 12:00-13:00").expectStatus().isCreated();
        create(api, "Summer", "Asia/Seoul", "Jun-Aug 00:00-24:00").expectStatus().isCreated();
        create(api, "Early", "Asia/Seoul", "Fr 06:00-09:00").expectStatus().isCreated();
        create(api, "Winter", "Asia/Seoul", "Nov-Feb 00:00-24:00").expectStatus().isCreated();
        create(api, "Silent", "Asia/Seoul", "").expectStatus().isCreated();
        JsonNode open =
                api.json("/nearby?lat=-70&lon=-120&radius=1000&openAt=2026-06-05T16:30:00Z")
                        .path("items");
        assertThat(open)
                .extracting(place -> place.path("name").asString())
                .containsExactlyInAnyOrder("Late", "Lunch", "Summer");
    }

    private static WebTestClient.ResponseSpec create(
            PlaceApi api, String name, String zone, String hours) {
        return api.send(
                HttpMethod.POST,
                TestTokens.user(UUID.randomUUID()),
                """
                {"name":"%s","category":"shop","lat":-70,"lon":-120,"timeZone":"%s"%s}
                """
                        .formatted(
                                name,
                                zone,
                                hours.isEmpty() ? "" : ",\"openingHours\":\"" + hours + "\""),
                "");
    }
}

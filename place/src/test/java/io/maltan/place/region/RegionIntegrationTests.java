package io.maltan.place.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "place")
class RegionIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private Regions regions;
    @Autowired private RegionReplacement replacement;

    private final String admin = TestTokens.admin(UUID.randomUUID());

    /** Other tests know the regions that the project brings. */
    @AfterEach
    void theRegionsThatTheProjectBrings() throws java.io.IOException {
        long next = regions.version() + 1;
        regions.replace(RegionFile.bundled(), next);
        database.sql("update region_set set version = %d, assigned = true".formatted(next))
                .then()
                .block(LIMIT);
    }

    private static String atSea(String code, int west) {
        return """
        {"type":"Feature","properties":{"code":"%s","name":"섬%s","name_eng":"Isle %s"},
         "geometry":{"type":"Polygon","coordinates":[[[%d,-40],[%d,-40],[%d,-38],[%d,-38],[%d,-40]]]}}
        """
                .formatted(code, code, code, west, west + 2, west + 2, west, west);
    }

    private WebTestClient.ResponseSpec put(PlaceApi api, String token, String features) {
        return api.send(
                HttpMethod.PUT,
                token,
                "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}",
                "/regions");
    }

    @Test
    void replacesTheTreeAndAssignsPlacesAnew() {
        PlaceApi api = new PlaceApi(client);
        String id =
                PlaceApi.body(
                                api.send(
                                        HttpMethod.POST,
                                        TestTokens.user(UUID.randomUUID()),
                                        "{\"name\":\"Hut\",\"category\":\"sight\",\"lat\":-39,\"lon\":-20}",
                                        ""))
                        .path("id")
                        .asString();
        assertThat(api.json("/" + id).has("region")).isFalse();

        put(api, TestTokens.user(UUID.randomUUID()), atSea("8", -21)).expectStatus().isForbidden();
        put(api, admin, "{\"properties\":{}}").expectStatus().isBadRequest();
        put(api, admin, atSea("8", -21) + "," + atSea("9", 10)).expectStatus().isOk();

        assertThat(api.json("/regions?parent=").path("items")).hasSize(2);
        JsonNode at = api.json("/regions/at?lat=-39&lon=-20");
        assertThat(at.path("code").asString()).isEqualTo("8");
        assertThat(at.path("name").asString()).isEqualTo("Isle 8");

        assigned().block(LIMIT);
        assertThat(api.json("/" + id).path("region").path("code").asString()).isEqualTo("8");
        JsonNode found = api.json("/search?q={q}&region=8", "isle hut").path("items");
        assertThat(found.path(0).path("id").asString()).isEqualTo(id);

        long version = regions.version();
        regions.replace(
                new RegionTree(java.util.List.of(), where -> java.util.Optional.empty()), 0);
        replacement.catchUp().block(LIMIT);
        assertThat(regions.version()).isEqualTo(version);
        api.get("/regions?parent=nowhere").expectStatus().isBadRequest();
    }

    private Mono<Boolean> assigned() {
        return Flux.interval(Duration.ofMillis(200))
                .onBackpressureDrop()
                .concatMap(tick ->
                        database.sql("select assigned from region_set")
                                .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                                .one())
                .filter(done -> done)
                .next();
    }
}

package io.maltan.place.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.HeldTransaction;
import io.maltan.place.PlaceApi;
import io.maltan.place.PlaceApplication;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
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
    @Autowired private Environment environment;
    @Autowired private HealthEndpointGroups healthGroups;

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
        return atSea(code, "Isle " + code, west);
    }

    private static String atSea(String code, String name, int west) {
        return """
        {"type":"Feature","properties":{"code":"%s","name":"섬%s","name_eng":"%s"},
         "geometry":{"type":"Polygon","coordinates":[[[%d,-40],[%d,-40],[%d,-38],[%d,-38],[%d,-40]]]}}
        """
                .formatted(code, code, name, west, west + 2, west + 2, west, west);
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
        String id = aHut(api);
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
        assertThat(found.valueStream().map(hut -> hut.path("id").asString())).contains(id);

        long version = regions.version();
        regions.replace(
                new RegionTree(java.util.List.of(), where -> java.util.Optional.empty()), 0);
        replacement.catchUp().block(LIMIT);
        assertThat(regions.version()).isEqualTo(version);
        api.get("/regions?parent=nowhere").expectStatus().isBadRequest();
    }

    private static String aHut(PlaceApi api) {
        return PlaceApi.body(
                        api.send(
                                HttpMethod.POST,
                                TestTokens.user(UUID.randomUUID()),
                                "{\"name\":\"Hut\",\"category\":\"sight\",\"lat\":-39,\"lon\":-20}",
                                ""))
                .path("id")
                .asString();
    }

    @Test
    void aPlaceIsShownAnewWhenItsRegionGetsAnotherName() {
        PlaceApi api = new PlaceApi(client);
        put(api, admin, atSea("8", -21)).expectStatus().isOk();
        String id = aHut(api);
        String tag =
                Objects.requireNonNull(
                        api.get("/" + id)
                                .returnResult(String.class)
                                .getResponseHeaders()
                                .getETag());
        ifNoneMatch(id, tag).expectStatus().isNotModified();
        put(api, admin, atSea("8", "Island of huts", -21)).expectStatus().isOk();
        JsonNode anew = PlaceApi.body(ifNoneMatch(id, tag).expectStatus().isOk());
        assertThat(anew.path("region").path("name").asString()).isEqualTo("Island of huts");
    }

    @Test
    void listsThatSeldomChangeAreKeptByLanguage() {
        for (String list : List.of("categories", "regions")) {
            HttpHeaders korean = tree(list, "ko", "none").getResponseHeaders();
            String tag = Objects.requireNonNull(korean.getETag());
            assertThat(korean.getCacheControl()).contains("public", "max-age=60");
            assertThat(korean.getVary()).contains(HttpHeaders.ACCEPT_LANGUAGE);
            assertThat(tree(list, "ko", tag).getStatus()).isEqualTo(HttpStatus.NOT_MODIFIED);
            assertThat(tree(list, "en", tag).getStatus()).isEqualTo(HttpStatus.OK);
        }
        String tag =
                Objects.requireNonNull(
                        tree("regions", "ko", "none").getResponseHeaders().getETag());
        put(new PlaceApi(client), admin, atSea("8", -21)).expectStatus().isOk();
        assertThat(tree("regions", "ko", tag).getStatus()).isEqualTo(HttpStatus.OK);
    }

    private EntityExchangeResult<byte[]> tree(String list, String language, String known) {
        return client.get()
                .uri("/api/v1/places/" + list)
                .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                .header(HttpHeaders.IF_NONE_MATCH, '"' + known.replace("\"", "") + '"')
                .exchange()
                .expectBody()
                .returnResult();
    }

    private WebTestClient.ResponseSpec ifNoneMatch(String id, String tag) {
        return client.get()
                .uri("/api/v1/places/" + id)
                .header(HttpHeaders.IF_NONE_MATCH, tag)
                .exchange();
    }

    /** The replica starts while it cannot read which regions are in force. */
    @Test
    void aReplicaThatStartsDoesNotTakeTheBundledRegionsForThoseInForce() throws Exception {
        put(new PlaceApi(client), admin, atSea("8", -21)).expectStatus().isOk();
        assertThat(Objects.requireNonNull(healthGroups.get("readiness")).isMember("regions"))
                .isTrue();
        try (HeldTransaction other = HeldTransaction.begin(database)) {
            other.run("lock table region_set in access exclusive mode");
            try (ConfigurableApplicationContext replica = startReplica()) {
                assertThat(isReady(replica)).isFalse();
                CompletableFuture<@Nullable JsonNode> top =
                        clientOf(replica, "local.server.port")
                                .get()
                                .uri("/api/v1/places/regions")
                                .retrieve()
                                .bodyToMono(JsonNode.class)
                                .toFuture();
                other.awaitWaiting("region_set");
                other.commit();
                JsonNode shown =
                        Objects.requireNonNull(top.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
                assertThat(shown.path("items"))
                        .singleElement()
                        .satisfies(region ->
                                assertThat(region.path("code").asString()).isEqualTo("8"));
                assertThat(isReady(replica)).isTrue();
            }
        }
    }

    private ConfigurableApplicationContext startReplica() {
        String[] arguments =
                Stream.concat(
                                Stream.of("--server.port=0", "--management.server.port=0"),
                                Stream.of(
                                                "spring.r2dbc.url",
                                                "spring.r2dbc.username",
                                                "spring.r2dbc.password",
                                                "spring.data.redis.host",
                                                "spring.data.redis.port",
                                                "spring.data.redis.database",
                                                "maltan.internal-secret",
                                                "maltan.security.issuer",
                                                "maltan.security.jwks-uri")
                                        .map(name ->
                                                "--" + name + "=" + environment.getProperty(name)))
                        .toArray(String[]::new);
        return new SpringApplicationBuilder(PlaceApplication.class)
                .initializers(context ->
                        ((GenericApplicationContext) context)
                                .registerBean(
                                        ReactorResourceFactory.class,
                                        RegionIntegrationTests::resourcesOfItsOwn))
                .run(arguments);
    }

    /** The end of one replica must not take the event loops of the others with it. */
    private static ReactorResourceFactory resourcesOfItsOwn() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    private static WebClient clientOf(ConfigurableApplicationContext replica, String port) {
        return WebClient.create("http://localhost:" + replica.getEnvironment().getProperty(port));
    }

    private static boolean isReady(ConfigurableApplicationContext replica) {
        return Objects.requireNonNull(
                clientOf(replica, "local.management.port")
                        .get()
                        .uri("/actuator/health/readiness")
                        .exchangeToMono(answer ->
                                answer.releaseBody()
                                        .thenReturn(answer.statusCode().is2xxSuccessful()))
                        .block(LIMIT));
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

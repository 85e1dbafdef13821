package io.maltan.loadtests;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Somebody looks for a place: sees the map, what is near, types a name, searches and opens it.
 * Fails when too many requests fail or the slowest hundredth of any kind of them is too slow.
 */
public final class PlaceSimulation extends Simulation {

    private static final Duration RAMP = Duration.ofSeconds(20);
    private static final long SEED = 7;
    private static final double SPREAD_DEGREES = 0.02;
    private static final double TOWN_DEGREES = 0.05;
    private static final double STREET_DEGREES = 0.005;

    /** So many keystrokes are followed by a request each. */
    private static final int TYPED = 3;

    private static final List<String> REQUESTS =
            List.of(
                    "map of a town",
                    "map of a street",
                    "nearby",
                    "autocomplete",
                    "search",
                    "place");
    private static final int REQUESTS_PER_VISIT = REQUESTS.size() + TYPED - 1;

    private final LoadSettings settings = LoadSettings.fromProperties();
    private final Random random = new Random(SEED);
    private final List<KnownPlace> places = read();

    private final HttpProtocolBuilder protocol =
            http.baseUrl(settings.base() + "/api/v1/places")
                    .acceptHeader("application/json")
                    .acceptLanguageHeader("ko")
                    .shareConnections();

    private final ScenarioBuilder visits =
            scenario("people look for a place")
                    .exec(
                            feed(Stream.generate(this::next).iterator()),
                            exec(asked("map of a town", "?bbox=#{town}&zoom=12")),
                            exec(asked("map of a street", "?bbox=#{street}&limit=100")),
                            exec(asked("nearby", "/nearby?lat=#{lat}&lon=#{lon}&radius=2000")),
                            typing(),
                            exec(
                                    asked("search", "/search?lat=#{lat}&lon=#{lon}")
                                            .queryParam("q", "#{name}")
                                            .check(jsonPath("$.items[0].id").exists())),
                            exec(asked("place", "/#{placeId}")));

    private List<KnownPlace> read() {
        try (MaltanClient maltan = new MaltanClient(settings.base())) {
            return KnownPlace.around(settings, maltan);
        }
    }

    private static HttpRequestActionBuilder asked(String name, String path) {
        return http(name).get(path).check(status().is(200));
    }

    private static ChainBuilder typing() {
        return exec(
                Stream.iterate(1, keys -> keys <= TYPED, keys -> keys + 1)
                        .map(keys ->
                                exec(
                                        asked("autocomplete", "/autocomplete?lat=#{lat}&lon=#{lon}")
                                                .queryParam("q", "#{typed" + keys + "}")))
                        .toList());
    }

    private synchronized Map<String, Object> next() {
        double lat = settings.latitude() + random.nextGaussian() * SPREAD_DEGREES;
        double lon = settings.longitude() + random.nextGaussian() * SPREAD_DEGREES;
        KnownPlace place = places.get(random.nextInt(places.size()));
        return Map.of(
                "town", box(lat, lon, TOWN_DEGREES),
                "street", box(lat, lon, STREET_DEGREES),
                "lat", String.format(Locale.ROOT, "%.5f", lat),
                "lon", String.format(Locale.ROOT, "%.5f", lon),
                "placeId", place.id(),
                "name", place.name(),
                "typed1", begun(place.name(), 1),
                "typed2", begun(place.name(), 2),
                "typed3", begun(place.name(), 3));
    }

    private static String begun(String name, int letters) {
        return name.substring(0, Math.min(letters, name.length())).strip();
    }

    private static String box(double lat, double lon, double degrees) {
        return String.format(
                Locale.ROOT,
                "%.5f,%.5f,%.5f,%.5f",
                lon - degrees,
                lat - degrees,
                lon + degrees,
                lat + degrees);
    }

    {
        double visitsPerSecond = settings.requestsPerSecond() / REQUESTS_PER_VISIT;
        setUp(
                        visits.injectOpen(
                                rampUsersPerSec(1).to(visitsPerSecond).during(RAMP),
                                constantUsersPerSec(visitsPerSecond).during(settings.duration())))
                .protocols(protocol)
                .assertions(
                        Stream.concat(
                                        Stream.of(
                                                global().failedRequests()
                                                        .percent()
                                                        .lte(settings.failedPercent())),
                                        REQUESTS.stream().map(this::isFastEnough))
                                .toArray(Assertion[]::new));
    }

    private Assertion isFastEnough(String request) {
        return details(request).responseTime().percentile(99).lte(settings.p99Millis());
    }
}

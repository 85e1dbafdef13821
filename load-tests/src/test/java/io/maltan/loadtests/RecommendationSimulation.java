package io.maltan.loadtests;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;

/**
 * The path of a recommendation: people ask for recommendations where they are, say what they think
 * of a place and ask again, while others keep a stream open. Fails when too many requests fail or
 * the slowest hundredth is too slow.
 */
public final class RecommendationSimulation extends Simulation {

    private static final Duration RAMP = Duration.ofSeconds(20);
    private static final String ASK = "recommendations";
    private static final String TELL = "feedback";

    /** A visit asks twice. */
    private static final double ASKS_PER_VISIT = 2;

    private final LoadSettings settings = LoadSettings.fromProperties();
    private final Crowd crowd = Crowd.gather(settings);

    private final HttpProtocolBuilder protocol =
            http.baseUrl(settings.base())
                    .acceptHeader("application/json")
                    .acceptLanguageHeader("ko")
                    .shareConnections();

    private final ChainBuilder ask =
            exec(
                    http(ASK)
                            .get("/api/v1/recommendations")
                            .queryParam("lat", "#{lat}")
                            .queryParam("lon", "#{lon}")
                            .queryParam("radius", "3000")
                            .header("Authorization", "Bearer #{token}")
                            .check(status().is(200))
                            .check(jsonPath("$.items[0].place.id").exists()));

    private final ChainBuilder tell =
            exec(
                    http(TELL)
                            .post("/api/v1/recommendations/feedback")
                            .header("Authorization", "Bearer #{token}")
                            .header("Content-Type", "application/json")
                            .body(
                                    StringBody(
                                            """
                                            {"events": [{"id": "#{eventId}", "type": "#{signal}", "placeId": "#{placeId}"}]}
                                            """))
                            .check(status().is(202)));

    private final ScenarioBuilder visits =
            scenario("people look around").exec(feed(crowd.feeder()), ask, tell, ask);

    private final ScenarioBuilder watchers =
            scenario("people keep a stream open")
                    .exec(
                            feed(crowd.feeder()),
                            sse("open the stream")
                                    .get(
                                            "/api/v1/recommendations/stream?lat=#{lat}&lon=#{lon}&radius=3000")
                                    .header("Authorization", "Bearer #{token}")
                                    .await(10)
                                    .on(
                                            sse.checkMessage("first list")
                                                    .check(bodyString().exists())))
                    .pause(RAMP.plus(settings.duration()))
                    .exec(sse("close the stream").close());

    {
        double visitsPerSecond = settings.requestsPerSecond() / ASKS_PER_VISIT;
        setUp(
                        visits.injectOpen(
                                rampUsersPerSec(1).to(visitsPerSecond).during(RAMP),
                                constantUsersPerSec(visitsPerSecond).during(settings.duration())),
                        watchers.injectOpen(atOnceUsers(settings.streams())))
                .protocols(protocol)
                .assertions(
                        global().failedRequests().percent().lte(settings.failedPercent()),
                        details(ASK).responseTime().percentile(99).lte(settings.p99Millis()),
                        details(TELL).responseTime().percentile(99).lte(settings.p99Millis()));
    }
}

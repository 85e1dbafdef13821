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
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;

/**
 * An evening in the community: people read lists, their feed and a thread that all are in, vote,
 * comment and write posts, while others keep streams open. Fails when too many requests fail or the
 * slowest hundredth of a kind is too slow.
 */
public final class CommunitySimulation extends Simulation {

    private static final Duration RAMP = Duration.ofSeconds(20);
    private static final String POSTS = "/api/v1/community/posts";
    private static final String LIST = "list of posts";
    private static final String THREAD = "hot thread";
    private static final String FEED = "feed";
    private static final String VOTE = "vote";
    private static final String COMMENT = "comment";
    private static final String POST = "post";

    private final CommunitySettings settings = CommunitySettings.fromProperties();
    private final Neighbours neighbours = Neighbours.gather(settings);

    private final HttpProtocolBuilder protocol =
            http.baseUrl(settings.base())
                    .acceptHeader("application/json")
                    .contentTypeHeader("application/json")
                    .shareConnections();

    private final ChainBuilder look =
            exec(
                    http(LIST)
                            .get(POSTS + "?sort=hot&region=#{region}")
                            .check(status().is(200))
                            .check(jsonPath("$.items[0].id").exists()),
                    http(LIST).get(POSTS + "?sort=new").check(status().is(200)),
                    http(THREAD)
                            .get(POSTS + "/#{thread}/comments?limit=100&sort=new")
                            .check(status().is(200))
                            .check(jsonPath("$.items[0].bodyHtml").exists()),
                    http(FEED)
                            .get("/api/v1/community/feed")
                            .header("Authorization", "Bearer #{token}")
                            .check(status().is(200)));

    private final ChainBuilder takePart =
            exec(
                    http(VOTE)
                            .put(POSTS + "/#{thread}/vote")
                            .header("Authorization", "Bearer #{token}")
                            .body(StringBody("{\"value\": #{vote}}"))
                            .check(status().is(200)),
                    http(COMMENT)
                            .post(POSTS + "/#{thread}/comments")
                            .header("Authorization", "Bearer #{token}")
                            .body(StringBody("{\"body\": \"#{words}\"}"))
                            .check(status().is(201)),
                    http(POST)
                            .post(POSTS)
                            .header("Authorization", "Bearer #{token}")
                            .body(
                                    StringBody(
                                            """
                                            {"title": "#{words}", "body": "**#{words}**", "category": "free", "region": "#{region}"}
                                            """))
                            .check(status().is(201)));

    private final ScenarioBuilder visits =
            scenario("people read and write").exec(feed(neighbours.feeder()), look, takePart);

    private final ScenarioBuilder watchers =
            scenario("people keep a stream open")
                    .exec(
                            sse("open the stream")
                                    .get(POSTS + "/stream?region=" + neighbours.region())
                                    .await(60)
                                    .on(
                                            sse.checkMessage("a post arrives")
                                                    .matching(regex("post_created"))
                                                    .check(bodyString().exists())))
                    .pause(RAMP.plus(settings.duration()))
                    .exec(sse("close the stream").close());

    {
        setUp(
                        visits.injectOpen(
                                rampUsersPerSec(1).to(settings.visitsPerSecond()).during(RAMP),
                                constantUsersPerSec(settings.visitsPerSecond())
                                        .during(settings.duration())),
                        watchers.injectOpen(atOnceUsers(settings.streams())))
                .protocols(protocol)
                .assertions(
                        global().failedRequests().percent().lte(settings.failedPercent()),
                        quick(LIST),
                        quick(THREAD),
                        quick(FEED),
                        quick(VOTE),
                        quick(COMMENT),
                        quick(POST));
    }

    private Assertion quick(String request) {
        return details(request).responseTime().percentile(99).lte(settings.p99Millis());
    }
}

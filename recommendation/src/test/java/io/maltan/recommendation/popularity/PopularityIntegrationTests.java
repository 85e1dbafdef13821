package io.maltan.recommendation.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.MovableClock;
import io.maltan.recommendation.Eventually;
import io.maltan.recommendation.PlaceServiceStub;
import io.maltan.recommendation.feedback.R2dbcFeedback;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Towns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@MaltanServiceTest(service = "recommendation")
class PopularityIntegrationTests {

    private static final PlaceServiceStub PLACE_SERVICE = new PlaceServiceStub();

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String VISIT =
            """
            insert into feedback (user_id, event_id, type, place_id, at, source, backdated)
            values (:user, :event, 'visit', :place, :at, 'client', false)
            """;

    @Autowired private DatabaseClient database;
    @Autowired private Models models;
    @Autowired private Popularity popularity;
    @Autowired private R2dbcFeedback feedback;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("maltan.services.place", PLACE_SERVICE::uri);
    }

    /** What a replica that starts cannot know. */
    @Test
    void visitsOfAPlaceThatWentAreNotCountedAnyLonger() {
        PlaceIndex town =
                Towns.index(
                        Towns.place("Bar", "nightlife.bar", 37.5, 127),
                        Towns.place("Other bar", "nightlife.bar", 37.5, 127),
                        Towns.place("Cafe", "cafe.coffee", 37.5, 127));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        visits(town.id(0), 40, now.minus(Duration.ofHours(1)));
        visits(town.id(2), 40, now.minus(Duration.ofHours(13)));
        Popularity running = new Popularity(town);
        PopularityLoading loading = loading(running);
        try {
            loading.reloaded();
            Eventually.isTrue(loading::isSettled);
            double before = running.timeliness(1, town.moment(now.minus(Duration.ofHours(1))));

            Towns.remove(town, town.id(0));
            loading.changed(0);
            Eventually.isTrue(() ->
                    running.timeliness(1, town.moment(now.minus(Duration.ofHours(1)))) != before);
            assertThat(running.timeliness(1, town.moment(now.minus(Duration.ofHours(1)))))
                    .as("nobody was ever in a bar that there is")
                    .isZero();
        } finally {
            loading.stop();
        }
    }

    private PopularityLoading loading(Popularity running) {
        PopularityLoading loading =
                new PopularityLoading(
                        feedback, running, models, Clock.systemUTC(), Duration.ofMillis(50));
        loading.start();
        return loading;
    }

    private void visits(UUID place, int people, Instant at) {
        for (int person = 0; person < people; person++) {
            database.sql(VISIT)
                    .bind("user", UUID.randomUUID())
                    .bind("event", UUID.randomUUID())
                    .bind("place", place)
                    .bind("at", at)
                    .then()
                    .block(LIMIT);
        }
    }

    /** It is never started, as if it read for ever. */
    @Test
    void listsWaitForTheCountForAWhileOnly() {
        MovableClock time = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
        PopularityLoading loading = new PopularityLoading(feedback, popularity, models, time);
        time.advance(Duration.ofMinutes(1));
        assertThat(loading.isSettled()).isFalse();

        loading.reloaded();
        time.advance(Duration.ofSeconds(10));
        assertThat(loading.isSettled()).isFalse();
        loading.reloaded();
        time.advance(Duration.ofSeconds(10));
        assertThat(loading.isSettled()).isTrue();
    }
}

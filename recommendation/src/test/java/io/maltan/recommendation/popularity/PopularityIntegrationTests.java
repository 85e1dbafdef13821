package io.maltan.recommendation.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.MovableClock;
import io.maltan.recommendation.PlaceServiceStub;
import io.maltan.recommendation.feedback.R2dbcFeedback;
import io.maltan.recommendation.model.Models;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@MaltanServiceTest(service = "recommendation")
class PopularityIntegrationTests {

    private static final PlaceServiceStub PLACE_SERVICE = new PlaceServiceStub();

    @Autowired private Models models;
    @Autowired private Popularity popularity;
    @Autowired private R2dbcFeedback feedback;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("maltan.services.place", PLACE_SERVICE::uri);
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

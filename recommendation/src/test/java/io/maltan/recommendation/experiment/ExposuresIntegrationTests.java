package io.maltan.recommendation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.recommendation.PlaceServiceStub;
import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.ranking.Experiments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Everybody takes part in one experiment with one variant. */
@MaltanServiceTest(service = "recommendation")
class ExposuresIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final PlaceServiceStub PLACE_SERVICE = new PlaceServiceStub();
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final String NAME = "reach";
    private static final String VARIANT = "far";

    @Autowired private R2dbcExperiments rows;
    @Autowired private RunningExperiments running;
    @Autowired private Exposures exposures;

    private final UUID me = UUID.randomUUID();
    private final UUID another = UUID.randomUUID();

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("maltan.services.place", PLACE_SERVICE::uri);
    }

    @BeforeEach
    void theExperimentBegins() {
        begin(NAME);
    }

    private void begin(String name) {
        Experiment.VariantPlan all = new Experiment.VariantPlan(VARIANT, 1, Map.of());
        verify(rows.save(new Experiment(name, 1, List.of(all), LONG_AGO, LONG_AGO)));
        verify(running.read());
    }

    private static void verify(Mono<?> mono) {
        mono.then().as(StepVerifier::create).expectComplete().verify(LIMIT);
    }

    private static Experiments.Variant variant() {
        return new Experiments.Variant(NAME, VARIANT, Map.of());
    }

    private void does(UUID person, FeedbackType type, Instant at) {
        UUID list = UUID.randomUUID();
        exposures.given(
                person,
                List.of(
                        new Feedback(
                                UUID.randomUUID(),
                                person,
                                type,
                                UUID.randomUUID(),
                                at,
                                null,
                                list)));
    }

    private static Exposures.Note note(String experiment, UUID person, Exposures.What what) {
        return new Exposures.Note(experiment, VARIANT, person, what, Instant.now());
    }

    /** What was noted is written in the order in which it was noted. */
    private R2dbcExperiments.Tally whenClicked() {
        R2dbcExperiments.Tally[] seen = new R2dbcExperiments.Tally[1];
        rows.tally(NAME)
                .filter(tally -> tally.clicks() > 0)
                .next()
                .repeatWhenEmpty(empty -> empty.delayElements(Duration.ofMillis(50)))
                .as(StepVerifier::create)
                .consumeNextWith(tally -> seen[0] = tally)
                .expectComplete()
                .verify(LIMIT);
        return seen[0];
    }

    @Test
    void whatSomebodyDoesCountsForTheExperimentThatTheyTakePartInNow() {
        begin("second");
        verify(rows.expose(List.of(note(NAME, me, Exposures.What.EXPOSURE))));
        verify(rows.expose(List.of(note("second", me, Exposures.What.EXPOSURE))));
        verify(rows.did(List.of(note("second", me, Exposures.What.CLICK))));

        rows.tally(NAME)
                .concatWith(rows.tally("second"))
                .as(StepVerifier::create)
                .expectNext(new R2dbcExperiments.Tally(VARIANT, 1, 0, 0, 0))
                .expectNext(new R2dbcExperiments.Tally(VARIANT, 1, 1, 0, 0))
                .expectComplete()
                .verify(LIMIT);
        verify(rows.delete("second"));
        verify(running.read());
    }

    @Test
    void whoWasShownNothingIsNotExposedByAClickThatNamesAList() {
        does(another, FeedbackType.CLICK, Instant.now());
        exposures.exposed(me, variant());
        does(me, FeedbackType.CLICK, Instant.now());
        assertThat(whenClicked()).isEqualTo(new R2dbcExperiments.Tally(VARIANT, 1, 1, 0, 0));
    }

    @Test
    void aClickBeforeAnExposureDoesNotHideTheOneAfterIt() {
        does(me, FeedbackType.CLICK, Instant.now());
        exposures.exposed(me, variant());
        does(me, FeedbackType.CLICK, Instant.now());
        assertThat(whenClicked().clicks()).isOne();
    }

    @Test
    void aVisitOfLongAgoDoesNotFollowFromAListOfToday() {
        exposures.exposed(another, variant());
        does(another, FeedbackType.VISIT, LONG_AGO);
        exposures.exposed(me, variant());
        does(me, FeedbackType.VISIT, LONG_AGO);
        does(me, FeedbackType.VISIT, Instant.now());
        does(me, FeedbackType.CLICK, Instant.now());
        assertThat(whenClicked()).isEqualTo(new R2dbcExperiments.Tally(VARIANT, 2, 1, 0, 1));
    }
}

package io.maltan.recommendation.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.recommendation.PlaceServiceStub;
import io.maltan.recommendation.feedback.R2dbcFeedback;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.model.TrainedModels;
import io.maltan.recommendation.place.MemoryPlan;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Towns;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Another replica, whose places are read when a test says so. */
@MaltanServiceTest(service = "recommendation")
class ModelTrainingIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMillis(800);
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final PlaceServiceStub PLACE_SERVICE = new PlaceServiceStub();

    @Autowired private R2dbcFeedback feedback;
    @Autowired private StoredModels stored;
    @Autowired private LoggedChoices weights;
    @Autowired private TrainingProperties properties;
    @Autowired private MemoryPlan memory;
    @Autowired private Clock clock;
    @Autowired private DatabaseClient database;

    private final UUID museum = UUID.randomUUID();
    private final PlaceIndex places = new PlaceIndex();
    private final Models models = TrainedModels.none();
    private ModelTraining replica;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("maltan.services.place", PLACE_SERVICE::uri);
    }

    @BeforeEach
    void aReplicaStarts() {
        replica =
                new ModelTraining(
                        new StoredInteractions(feedback, places),
                        stored,
                        weights,
                        new ModelFolder(properties),
                        models,
                        properties,
                        places,
                        memory,
                        clock);
    }

    @AfterEach
    void itStops() {
        replica.stop();
        run("delete from feedback");
    }

    private void run(String sql) {
        database.sql(sql).then().as(StepVerifier::create).expectComplete().verify(LIMIT);
    }

    private void visitTheMuseum() {
        run(
                """
                insert into feedback (user_id, event_id, type, place_id, at)
                values (gen_random_uuid(), gen_random_uuid(), 'visit', '%s', now())
                """
                        .formatted(museum));
    }

    private void theMuseumIsRead() {
        Towns.put(places, Towns.place(museum, "Museum", "culture", 37.5, 127, "open", 1, null));
        replica.reloaded();
    }

    private void nothingIsTrained() {
        Flux.interval(OFTEN, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .concatMap(tick -> stored.all())
                .as(StepVerifier::create)
                .expectSubscription()
                .expectNoEvent(A_WHILE)
                .thenCancel()
                .verify(LIMIT);
    }

    private void eventuallyAModelIsInService() {
        Flux.interval(OFTEN, Schedulers.boundedElastic())
                .filter(tick -> !models.current().isUntrained())
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    /** The service of this test knows no place, so that it has nothing to train on either. */
    @Test
    void nothingIsTrainedBeforeThePlacesHaveBeenReadNorOfNothing() {
        replica.start();
        replica.reloaded();
        nothingIsTrained();
        replica.stop();

        visitTheMuseum();
        aReplicaStarts();
        replica.start();
        nothingIsTrained();
        assertThat(replica.isSettled()).isFalse();

        theMuseumIsRead();
        eventuallyAModelIsInService();
        assertThat(models.current().about().interactions()).isOne();
        stored.all().as(StepVerifier::create).expectNextCount(1).expectComplete().verify(LIMIT);
    }
}

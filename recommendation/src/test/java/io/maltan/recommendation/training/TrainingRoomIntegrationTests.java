package io.maltan.recommendation.training;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import io.maltan.recommendation.PlaceServiceStub;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A service whose heap is all reserved, so that no interaction has room in a training. */
@MaltanServiceTest(service = "recommendation")
@TestPropertySource(properties = "maltan.recommendation.memory.reserved=1TB")
class TrainingRoomIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final PlaceServiceStub PLACE_SERVICE = new PlaceServiceStub();

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("maltan.services.place", PLACE_SERVICE::uri);
    }

    @Test
    void refusesToTrainOnMoreThanThereIsMemoryFor() {
        train().expectStatus().isAccepted();
        visit();
        train().expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("too_much_to_train_on");
    }

    private WebTestClient.ResponseSpec train() {
        return client.post()
                .uri("/api/v1/recommendations/model/train")
                .headers(headers -> headers.setBearerAuth(TestTokens.admin(UUID.randomUUID())))
                .exchange();
    }

    private void visit() {
        database.sql(
                        """
                        insert into feedback (user_id, event_id, type, place_id, at)
                        values (gen_random_uuid(), gen_random_uuid(), 'visit', gen_random_uuid(), now())
                        """)
                .then()
                .block(LIMIT);
    }
}

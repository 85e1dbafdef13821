package io.maltan.community.place;

import io.maltan.community.Town;
import io.maltan.platform.events.Event;
import io.maltan.platform.id.Ids;
import io.maltan.platform.testing.MaltanServiceTest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

@MaltanServiceTest(service = "community")
class PlacePictureIntegrationTests {

    @Autowired private PlaceEvents events;
    @Autowired private Places places;
    @Autowired private JsonMapper json;

    private final UUID id = Ids.next();

    @Test
    void followsAPlaceThroughItsLife() {
        tell("place.created", Map.of("id", id, "name", "Market", "version", 1))
                .then(
                        tell(
                                "place.updated",
                                Map.of(
                                        "id",
                                        id,
                                        "name",
                                        "시장",
                                        "region",
                                        Map.of("code", "11"),
                                        "version",
                                        2)))
                .then(places.find(id))
                .as(StepVerifier::create)
                .expectNext(new PlaceLink(id, "시장", "11", 2))
                .expectComplete()
                .verify(Town.LIMIT);
        tell("place.removed", Map.of("id", id))
                .then(places.find(id))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    @Test
    void anOlderPictureDoesNotReplaceANewerOne() {
        tell("place.updated", Map.of("id", id, "name", "New", "version", 5))
                .then(tell("place.updated", Map.of("id", id, "name", "Old", "version", 4)))
                .then(places.find(id))
                .as(StepVerifier::create)
                .expectNext(new PlaceLink(id, "New", null, 5))
                .expectComplete()
                .verify(Town.LIMIT);
    }

    private Mono<Void> tell(String type, Map<String, Object> data) {
        return events.handle(
                new Event(
                        Ids.next(),
                        "place",
                        type,
                        id.toString(),
                        Instant.now(),
                        null,
                        json.valueToTree(data)));
    }
}

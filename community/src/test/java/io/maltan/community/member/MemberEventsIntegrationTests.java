package io.maltan.community.member;

import io.maltan.community.Town;
import io.maltan.platform.events.Event;
import io.maltan.platform.id.Ids;
import io.maltan.platform.testing.MaltanServiceTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

@MaltanServiceTest(service = "community")
class MemberEventsIntegrationTests {

    @Autowired private MemberEvents events;
    @Autowired private Members members;
    @Autowired private JsonMapper json;
    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;

    private final UUID id = Ids.next();

    @Test
    void anAuthorsNameFollowsTheAccount() {
        Town town = new Town(client, database);
        String region = Town.newRegion();
        UUID post = town.post(id, Town.draft("Early", region));
        tell("user.registered", "미나", false)
                .then(tell("user.updated", "민아", false))
                .then(members.requireKnown(id))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);

        town.read("/api/v1/community/posts/" + post)
                .expectBody()
                .jsonPath("$.author.displayName")
                .isEqualTo("민아");
    }

    @Test
    void guestsAreNotKept() {
        tell("user.registered", "guest", true)
                .then(members.requireKnown(id))
                .as(StepVerifier::create)
                .expectError(MemberNotFound.class)
                .verify(Town.LIMIT);
    }

    private Mono<Void> tell(String type, String name, boolean guest) {
        Map<String, Object> data =
                Map.of(
                        "id",
                        id,
                        "displayName",
                        name,
                        "guest",
                        guest,
                        "preferredRegions",
                        List.of("11"));
        return events.handle(
                new Event(
                        Ids.next(),
                        "user",
                        type,
                        id.toString(),
                        Instant.now(),
                        null,
                        json.valueToTree(data)));
    }
}

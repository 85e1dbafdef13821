package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.platform.testing.MaltanServiceTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "community")
class NotificationIntegrationTests {

    private static final String POSTS = "/api/v1/community/posts/";
    private static final String NOTIFICATIONS = "/api/v1/community/notifications";

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @LocalServerPort private int port;

    private Town town;
    private UUID mina;
    private UUID joon;
    private UUID sora;
    private UUID post;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        mina = town.person("미나");
        joon = town.person("준");
        sora = town.person("소라");
        post = town.post(mina, Town.draft("Rice cakes"));
    }

    @Test
    void commentsOnOnePostGatherUntilTheyAreRead() {
        town.comment(joon, post, "first");
        town.comment(sora, post, "second");
        town.comment(joon, post, "third");
        town.comment(mina, post, "my own");

        JsonNode page = list(mina);
        assertThat(page.path("unreadCount").asInt()).isEqualTo(1);
        assertThat(page.path("items")).hasSize(1);
        JsonNode told = page.path("items").path(0);
        assertThat(told.path("kind").asString()).isEqualTo("comment");
        assertThat(told.path("count").asInt()).isEqualTo(2);
        assertThat(names(told)).containsExactly("준", "소라");
        assertThat(told.path("post").path("title").asString()).isEqualTo("Rice cakes");
        assertThat(told.path("excerpt").asString()).isEqualTo("third");
        assertThat(told.path("read").asBoolean()).isFalse();

        assertThat(read(mina, Map.of()).path("unreadCount").asInt()).isZero();
        town.comment(sora, post, "fourth");

        JsonNode later = list(mina);
        assertThat(later.path("items")).hasSize(2);
        assertThat(later.path("unreadCount").asInt()).isEqualTo(1);
        assertThat(names(later.path("items").path(0))).containsExactly("소라");
    }

    @Test
    void repliesVotesAndFollowersAreTold() {
        UUID comment = town.comment(joon, post, "tasty");
        town.reply(sora, post, comment, "where?");
        town.vote(sora, POSTS + post, 1).expectStatus().isOk();
        town.vote(sora, POSTS + post, -1).expectStatus().isOk();
        town.vote(sora, POSTS + post, 1).expectStatus().isOk();
        town.vote(joon, POSTS + post, -1).expectStatus().isOk();
        town.vote(mina, POSTS + post, 1).expectStatus().isOk();
        town.put(sora, "/api/v1/community/follows/" + joon).expectStatus().isNoContent();

        assertThat(kinds(joon)).containsExactly("follow", "reply");
        assertThat(kinds(mina)).containsExactly("vote", "comment");
        JsonNode vote = list(mina).path("items").path(0);
        assertThat(vote.path("count").asInt()).isEqualTo(1);
        assertThat(vote.path("actors")).isEmpty();

        assertThat(read(mina, Map.of()).path("unreadCount").asInt()).isZero();
        town.vote(sora, POSTS + post, 0).expectStatus().isOk();
        town.vote(sora, POSTS + post, 1).expectStatus().isOk();
        assertThat(list(mina).path("unreadCount").asInt()).isZero();
    }

    @Test
    void oneTextIsToldOnce() {
        UUID comment = town.comment(joon, post, "tasty");
        town.reply(sora, post, comment, "@[j](user:%s) @[m](user:%s) where?".formatted(joon, mina));
        assertThat(kinds(joon)).containsExactly("reply");
        assertThat(kinds(mina)).containsExactly("comment");

        prefer(joon, Map.of("reply", false)).expectStatus().isOk();
        town.reply(sora, post, comment, "And @[j](user:%s), when?".formatted(joon));
        assertThat(kinds(joon)).containsExactly("mention", "reply");
    }

    @Test
    void blockedAndMutedPeopleAreNotHeard() {
        town.comment(sora, post, "before the block");
        town.put(joon, "/api/v1/community/blocks/" + mina).expectStatus().isNoContent();
        town.put(mina, "/api/v1/community/mutes/" + sora).expectStatus().isNoContent();

        town.comment(sora, post, "muted");
        town.vote(sora, POSTS + post, 1).expectStatus().isOk();
        town.put(sora, "/api/v1/community/follows/" + mina).expectStatus().isNoContent();

        assertThat(list(mina).path("items")).isEmpty();
        assertThat(list(mina).path("unreadCount").asInt()).isZero();
        JsonNode comments = town.json(town.read(mina, POSTS + post + "/comments"));
        assertThat(comments.path("items")).isEmpty();
        town.delete(mina, "/api/v1/community/mutes/" + sora).expectStatus().isNoContent();
        assertThat(list(mina).path("items")).hasSize(1);
    }

    @Test
    void whatIsSaidBelowAHiddenPostIsNotToldEither() {
        UUID comment = town.comment(joon, post, "tasty");
        town.reply(sora, post, comment, "where?");
        assertThat(list(joon).path("items").path(0).path("excerpt").asString()).isEqualTo("where?");

        database.sql("update post set hidden_at = now() where id = :id")
                .bind("id", post)
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);

        JsonNode told = list(joon).path("items").path(0);
        assertThat(told.path("kind").asString()).isEqualTo("reply");
        assertThat(told.has("excerpt")).isFalse();
        assertThat(told.has("post")).isFalse();
    }

    @Test
    void peopleSayWhatTheyWantToHear() {
        prefer(mina, Map.of("comment", false))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.comment")
                .isEqualTo(false)
                .jsonPath("$.vote")
                .isEqualTo(true);

        town.comment(joon, post, "unheard");
        town.vote(joon, POSTS + post, 1).expectStatus().isOk();

        assertThat(kinds(mina)).containsExactly("vote");
        prefer(mina, Map.of("moderation", false)).expectStatus().isBadRequest();
        prefer(mina, Map.of("gossip", true)).expectStatus().isBadRequest();
    }

    @Test
    void eachReadsTheirOwn() {
        town.comment(joon, post, "hello");
        UUID comment = town.comment(joon, post, "again");
        town.reply(sora, post, comment, "reply");
        String minas = list(mina).path("items").path(0).path("id").asString();

        read(joon, Map.of("ids", List.of(minas)));
        assertThat(list(mina).path("unreadCount").asInt()).isEqualTo(1);
        assertThat(list(joon).path("unreadCount").asInt()).isEqualTo(1);
        assertThat(
                        read(mina, Map.of("ids", List.of(minas, UUID.randomUUID())))
                                .path("unreadCount")
                                .asInt())
                .isZero();
        read(mina, Map.of("upTo", UUID.randomUUID()));
        town.read(NOTIFICATIONS).expectStatus().isUnauthorized();
        town.read(NOTIFICATIONS + "/stream").expectStatus().isUnauthorized();
        town.send(mina, NOTIFICATIONS + "/read", Map.of("ids", "x")).expectStatus().isBadRequest();
    }

    @Test
    void allAreReadUpToOne() {
        UUID other = town.post(mina, Town.draft("Noodles"));
        town.comment(joon, post, "first");
        town.comment(joon, other, "second");
        JsonNode items = list(mina).path("items");
        assertThat(items).hasSize(2);
        String older = items.path(1).path("id").asString();

        assertThat(read(mina, Map.of("upTo", older)).path("unreadCount").asInt()).isEqualTo(1);

        JsonNode unread = town.json(town.read(mina, NOTIFICATIONS + "?unread=true")).path("items");
        assertThat(unread).hasSize(1);
        assertThat(unread.path(0).path("post").path("title").asString()).isEqualTo("Noodles");
    }

    @Test
    void pagesFollowOneAnother() {
        UUID other = town.post(mina, Town.draft("Noodles"));
        town.comment(joon, post, "first");
        town.comment(joon, other, "second");

        JsonNode first = town.json(town.read(mina, NOTIFICATIONS + "?limit=1"));
        JsonNode second =
                town.json(
                        town.read(
                                mina,
                                NOTIFICATIONS
                                        + "?limit=1&cursor="
                                        + first.path("nextCursor").asString()));

        assertThat(first.path("items").path(0).path("post").path("title").asString())
                .isEqualTo("Noodles");
        assertThat(second.path("items").path(0).path("post").path("title").asString())
                .isEqualTo("Rice cakes");
        assertThat(second.has("nextCursor")).isFalse();
    }

    @Test
    void theStreamTellsOneselfAloneAndIsResumed() {
        String[] last = new String[1];
        watch(mina, null)
                .as(StepVerifier::create)
                .expectNextMatches(event -> event.event() == null)
                .then(() ->
                        town.put(mina, "/api/v1/community/follows/" + joon)
                                .expectStatus()
                                .isNoContent())
                .then(() -> town.comment(joon, post, "live"))
                .assertNext(event -> {
                    last[0] = Objects.requireNonNull(event.id());
                    assertThat(event.event()).isEqualTo("notification");
                    assertThat(dataOf(event).path("kind").asString()).isEqualTo("comment");
                    assertThat(dataOf(event).path("unreadCount").asInt()).isEqualTo(1);
                })
                .thenCancel()
                .verify(Town.LIMIT);
        town.put(sora, "/api/v1/community/follows/" + mina).expectStatus().isNoContent();
        read(mina, Map.of());

        watch(mina, last[0])
                .filter(event -> event.event() != null)
                .as(StepVerifier::create)
                .assertNext(event ->
                        assertThat(dataOf(event).path("kind").asString()).isEqualTo("follow"))
                .assertNext(event -> {
                    assertThat(event.event()).isEqualTo("notifications_read");
                    assertThat(dataOf(event).path("unreadCount").asInt()).isZero();
                })
                .thenCancel()
                .verify(Town.LIMIT);
    }

    private Flux<ServerSentEvent<JsonNode>> watch(UUID person, @Nullable String lastEventId) {
        return WebClient.create("http://localhost:" + port)
                .get()
                .uri(NOTIFICATIONS + "/stream")
                .headers(Town.as(person))
                .headers(headers -> {
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {})
                .filter(event -> event.id() != null);
    }

    private static JsonNode dataOf(ServerSentEvent<JsonNode> event) {
        return Objects.requireNonNull(event.data());
    }

    private WebTestClient.ResponseSpec prefer(UUID person, Map<String, Boolean> wishes) {
        return client.put()
                .uri(NOTIFICATIONS + "/preferences")
                .headers(Town.as(person))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(wishes)
                .exchange();
    }

    @CanIgnoreReturnValue
    private JsonNode read(UUID person, Map<String, Object> what) {
        return town.json(town.send(person, NOTIFICATIONS + "/read", what));
    }

    private JsonNode list(UUID person) {
        return town.json(town.read(person, NOTIFICATIONS));
    }

    private List<String> kinds(UUID person) {
        JsonNode items = list(person).path("items");
        return IntStream.range(0, items.size())
                .mapToObj(i -> items.path(i).path("kind").asString())
                .toList();
    }

    private static List<String> names(JsonNode notification) {
        JsonNode actors = notification.path("actors");
        return IntStream.range(0, actors.size())
                .mapToObj(i -> actors.path(i).path("displayName").asString())
                .toList();
    }
}

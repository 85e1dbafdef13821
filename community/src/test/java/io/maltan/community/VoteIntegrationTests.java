package io.maltan.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "community")
class VoteIntegrationTests {

    private static final int VOTERS = 300;

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @LocalServerPort private int port;

    private final WebClient requests = WebClient.create();
    private Town town;
    private UUID mina;
    private String post;
    private String comment;

    @BeforeEach
    void settle() {
        town = new Town(client, database);
        mina = town.person("미나");
        UUID id = town.post(mina, Town.draft("Vote"));
        post = "/api/v1/community/posts/" + id;
        comment = "/api/v1/community/comments/" + town.comment(mina, id, "on me too");
    }

    @Test
    void aVoteIsChangedAndTakenBack() {
        for (String path : List.of(post, comment)) {
            expectTally(town.vote(mina, path, 1), 1, 0, 1);
            expectTally(town.vote(mina, path, 1), 1, 0, 1);
            expectTally(town.vote(mina, path, -1), 0, 1, -1);
            assertThat(town.json(town.read(mina, path)).path("votes").path("mine").asInt())
                    .isEqualTo(-1);
            expectTally(town.vote(mina, path, 0), 0, 0, 0);
            expectTally(town.vote(mina, path, 0), 0, 0, 0);
        }
    }

    @Test
    void onlyOneUpOrDown() {
        town.vote(mina, post, 2).expectStatus().isBadRequest();
        refused("{}");
        refused("{\"value\": 1.5}");
        refused("{\"value\": \"1\"}");
    }

    private void refused(String vote) {
        client.put()
                .uri(post + "/vote")
                .headers(Town.as(mina))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(vote)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("value");
    }

    @Test
    void countsAreExactWhenHundredsVoteAtOnce() {
        for (String path : List.of(post, comment)) {
            List<UUID> voters = Stream.generate(UUID::randomUUID).limit(VOTERS).toList();

            sendAll(Flux.fromIterable(voters).flatMap(voter -> cast(path, voter, 1), VOTERS));
            assertTally(path, VOTERS, 0);

            sendAll(
                    Flux.fromIterable(voters.subList(0, 40))
                            .flatMap(voter -> cast(path, voter, -1), VOTERS));
            assertTally(path, VOTERS - 40, 40);
        }
    }

    /** Whatever is cast, changed and taken back at once: the counts are the sum of the votes. */
    @Test
    void countsNeverDriftFromTheVotes() {
        List<UUID> voters = Stream.generate(UUID::randomUUID).limit(40).toList();
        UUID postId = UUID.fromString(post.substring(post.lastIndexOf('/') + 1));

        sendAll(
                Flux.range(0, 400)
                        .flatMap(
                                i ->
                                        cast(
                                                i % 2 == 0 ? post : comment,
                                                voters.get(i * 7 % voters.size()),
                                                i * 5 % 3 - 1),
                                100));

        assertThat(
                        drift(
                                "post_standing s",
                                "post_vote v on v.post_id = s.post_id",
                                "s.post_id",
                                postId))
                .isZero();
        UUID commentId = UUID.fromString(comment.substring(comment.lastIndexOf('/') + 1));
        assertThat(drift("comment s", "comment_vote v on v.comment_id = s.id", "s.id", commentId))
                .isZero();
    }

    private long drift(String counted, String votes, String key, UUID id) {
        return town.count(
                """
                select abs(s.up_count - count(*) filter (where v.value = 1))
                       + abs(s.down_count - count(*) filter (where v.value = -1))
                  from %s left join %s where %s = :id group by s.up_count, s.down_count
                """
                        .formatted(counted, votes, key),
                id);
    }

    @Test
    void onePersonVotingFiftyTimesAtOnceHasOneVote() {
        UUID joon = town.person("준");

        sendAll(Flux.range(0, 50).flatMap(_ -> cast(post, joon, 1), 50));

        assertTally(post, 1, 0);
    }

    @Test
    void whoeverNoLongerSeesAPostCanOnlyWithdrawTheirVote() {
        UUID joon = town.person("준");
        UUID sora = town.person("소라");
        town.vote(joon, post, 1).expectStatus().isOk();
        town.vote(sora, post, 1).expectStatus().isOk();
        town.put(mina, "/api/v1/community/blocks/" + joon).expectStatus().isNoContent();

        town.vote(joon, post, -1).expectStatus().isNotFound();
        expectTally(town.vote(joon, post, 0), 1, 0, 0);
        town.vote(joon, post, 0).expectStatus().isNotFound();
        hidePost();
        town.vote(sora, post, -1).expectStatus().isNotFound();
        expectTally(town.vote(sora, post, 0), 0, 0, 0);
        town.vote(town.person("새 사람"), post, 0).expectStatus().isNotFound();
    }

    private void hidePost() {
        database.sql("update post set hidden_at = now() where id = :id")
                .bind("id", UUID.fromString(post.substring(post.lastIndexOf('/') + 1)))
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    private Mono<JsonNode> cast(String path, UUID voter, int value) {
        return requests.put()
                .uri("http://localhost:" + port + path + "/vote")
                .headers(Town.as(voter))
                .bodyValue(Map.of("value", value))
                .retrieve()
                .bodyToMono(JsonNode.class);
    }

    private static void sendAll(Flux<JsonNode> votes) {
        votes.then().as(StepVerifier::create).expectComplete().verify(Town.LIMIT);
    }

    private void assertTally(String path, int up, int down) {
        JsonNode votes = town.json(town.read(path)).path("votes");
        assertThat(votes.path("up").asInt()).isEqualTo(up);
        assertThat(votes.path("down").asInt()).isEqualTo(down);
    }

    private static void expectTally(
            WebTestClient.ResponseSpec response, int up, int down, int mine) {
        response.expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.up")
                .isEqualTo(up)
                .jsonPath("$.down")
                .isEqualTo(down)
                .jsonPath("$.mine")
                .isEqualTo(mine);
    }
}

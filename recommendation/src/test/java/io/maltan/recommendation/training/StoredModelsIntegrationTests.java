package io.maltan.recommendation.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import io.maltan.recommendation.PlaceServiceStub;
import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemIds;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@MaltanServiceTest(service = "recommendation")
class StoredModelsIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final PlaceServiceStub PLACE_SERVICE = new PlaceServiceStub();

    @TempDir private Path folder;

    @Autowired private StoredModels stored;
    @Autowired private Models models;
    @Autowired private WebTestClient client;
    @Autowired private Environment environment;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("maltan.services.place", PLACE_SERVICE::uri);
    }

    private static void verify(Mono<?> mono) {
        StepVerifier.create(mono.then()).expectComplete().verify(LIMIT);
    }

    private void eventuallyInService(String version) {
        Mono<Long> seen =
                Flux.interval(Duration.ofMillis(50), Schedulers.boundedElastic())
                        .filter(tick -> models.current().version().equals(version))
                        .next();
        StepVerifier.create(seen).expectNextCount(1).expectComplete().verify(LIMIT);
    }

    /** More than a part long, so that it is put together again from several. */
    private Path written(String version, int people) {
        Interactions.Builder builder = new Interactions.Builder();
        for (int person = 0; person < people; person++) {
            builder.add(person, 1);
            builder.add((person + 1) % people, 2);
            builder.nextPerson();
        }
        ItemIds ids = new ItemIds();
        for (int item = 0; item < people; item++) {
            ids.add(UUID.randomUUID());
        }
        Interactions interactions = builder.build(people);
        ModelFile.About about =
                new ModelFile.About(
                        version, Instant.now(), 1, people, 2 * people, 1, null, null, null);
        Path path = folder.resolve(version);
        ModelFile.write(
                path,
                about,
                new ItemGraphTrainer(ItemGraphTrainer.Settings.STANDARD).train(interactions),
                ids,
                interactions.degrees());
        return path;
    }

    private Path kept(String version, int people) {
        Path path = written(version, people);
        verify(stored.keep(path, ModelFile.open(path).header().about(), "graph", "for a test"));
        return path;
    }

    @Test
    void aFileComesBackAsItWas() throws IOException {
        String version = "test-" + UUID.randomUUID();
        Path path = kept(version, 30_000);
        assertThat(Files.size(path)).isGreaterThan(1 << 20);

        Path fetched = folder.resolve("fetched");
        verify(stored.fetch(version, fetched));
        assertThat(Files.mismatch(path, fetched)).isEqualTo(-1);
    }

    @Test
    void oneTrainsAtATime() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Mono<List<Boolean>> turns =
                Flux.concat(
                                stored.lease(one, Duration.ofMinutes(1)),
                                stored.lease(other, Duration.ofMinutes(1)),
                                stored.release(other).thenReturn(true),
                                stored.lease(other, Duration.ofMinutes(1)),
                                stored.release(one).thenReturn(true),
                                stored.lease(other, Duration.ofMinutes(1)),
                                stored.release(other).thenReturn(true))
                        .collectList();
        Mono<List<Boolean>> whenFree =
                turns.filter(List::getFirst)
                        .repeatWhenEmpty(empty -> empty.delayElements(Duration.ofMillis(100)));
        StepVerifier.create(whenFree)
                .expectNext(List.of(true, false, true, false, true, true, true))
                .expectComplete()
                .verify(LIMIT);
    }

    /** The service itself may be training. */
    private static Mono<Boolean> whenFree(Mono<Boolean> leased) {
        return leased.filter(mayTrain -> mayTrain)
                .repeatWhenEmpty(empty -> empty.delayElements(Duration.ofMillis(100)));
    }

    private void whileTraining(UUID trainer, Mono<?> work) {
        Mono<Boolean> leased = whenFree(stored.lease(trainer, Duration.ofMinutes(1)));
        verify(leased.then(work).then(stored.release(trainer)));
    }

    private void goLive(String version) {
        UUID trainer = UUID.randomUUID();
        whileTraining(
                trainer,
                stored.goLive(version, trainer).doOnNext(isLive -> assertThat(isLive).isTrue()));
    }

    @Test
    void whoNoLongerMayTrainPutsNothingIntoService() {
        String version = "late-" + UUID.randomUUID();
        var _ = kept(version, 20);
        StepVerifier.create(stored.goLive(version, UUID.randomUUID()))
                .expectNext(false)
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(stored.all().filter(known -> known.version().equals(version)))
                .assertNext(known -> {
                    assertThat(known.liveSince()).isNull();
                    assertThat(known.verdict()).startsWith("not live: another");
                })
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aTrainingThatCannotBeginIsRefused() {
        whileTraining(
                UUID.randomUUID(),
                Mono.fromRunnable(() ->
                                client.post()
                                        .uri("/api/v1/recommendations/model/train")
                                        .headers(headers ->
                                                headers.setBearerAuth(
                                                        TestTokens.admin(UUID.randomUUID())))
                                        .exchange()
                                        .expectStatus()
                                        .isEqualTo(409)
                                        .expectBody()
                                        .jsonPath("$.code")
                                        .isEqualTo("trained_elsewhere"))
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    @Test
    void aProcessOfItsOwnRenewsItsLeaseAndGivesItBack() throws SQLException {
        try (JdbcTrainingLease lease =
                new JdbcTrainingLease(connect(), Duration.ofSeconds(4), text -> {})) {
            verify(whenFree(Mono.fromCallable(lease::take)));
            Instant first = expires();
            Mono<Instant> later =
                    Flux.interval(Duration.ofMillis(100), Schedulers.boundedElastic())
                            .concatMap(tick -> Mono.fromCallable(this::expires))
                            .filter(expires -> expires.isAfter(first))
                            .next();
            StepVerifier.create(later).expectNextCount(1).expectComplete().verify(LIMIT);
        }
        whileTraining(UUID.randomUUID(), Mono.empty());
    }

    private Instant expires() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select expires from training_lease")) {
            assertThat(rows.next()).isTrue();
            return rows.getTimestamp(1).toInstant();
        }
    }

    private Connection connect() throws SQLException {
        String url = environment.getRequiredProperty("spring.r2dbc.url");
        return DriverManager.getConnection(
                url.replace("r2dbc:", "jdbc:"),
                environment.getRequiredProperty("spring.r2dbc.username"),
                environment.getProperty("spring.r2dbc.password", ""));
    }

    @Test
    void whatGoesLiveIsTakenOverAndCanBeTakenBack() {
        String before = "before-" + UUID.randomUUID();
        String after = "after-" + UUID.randomUUID();
        var _ = kept(before, 20);
        goLive(before);
        eventuallyInService(before);
        Model old = models.current();
        var _ = kept(after, 20);
        goLive(after);
        eventuallyInService(after);
        assertThat(old.visitedPlaces()).isEqualTo(20);

        String admin = TestTokens.admin(UUID.randomUUID());
        client.post()
                .uri("/api/v1/recommendations/model/rollback")
                .headers(headers -> headers.setBearerAuth(admin))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.modelInService")
                .isEqualTo(before);
        eventuallyInService(before);
        client.get()
                .uri("/api/v1/recommendations/model")
                .headers(headers -> headers.setBearerAuth(admin))
                .exchange()
                .expectBody()
                .jsonPath("$.kept[?(@.version=='%s')].withdrawn".formatted(after))
                .isEqualTo(true);
    }

    @Test
    void rollingBackIsForAdministrators() {
        String user = TestTokens.user(UUID.randomUUID());
        client.post()
                .uri("/api/v1/recommendations/model/rollback")
                .headers(headers -> headers.setBearerAuth(user))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aProcessOfItsOwnLeavesAModelThatIsTakenOver() throws SQLException {
        somebodyVisitsAPlace();
        String version = lastLineOfTraining().replaceAll(":.*", "");
        assertThat(version).startsWith("graph-");
        eventuallyInService(version);
        run("delete from feedback");
    }

    @Test
    void aProcessOfItsOwnMakesNoModelOfNothing() {
        assertThat(lastLineOfTraining()).isEqualTo("There is nothing to train on; nothing done");
    }

    private void somebodyVisitsAPlace() throws SQLException {
        run(
                """
                insert into place (id, name, category, lat, lon, status, created_at, version)
                values (gen_random_uuid(), 'Museum', 'culture.museum', 37.5, 127, 'open', now(), 1)
                """);
        run(
                """
                insert into feedback (user_id, event_id, type, place_id, at)
                select gen_random_uuid(), gen_random_uuid(), 'visit', id, now() from place
                """);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private String lastLineOfTraining() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        TrainCommand command =
                new TrainCommand(
                        this::connect, new PrintStream(said, true, StandardCharsets.UTF_8));
        int end = command.run();
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(end).as(text).isZero();
        return text.lines().toList().getLast();
    }
}

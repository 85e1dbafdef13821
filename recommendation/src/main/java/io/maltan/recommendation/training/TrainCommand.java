package io.maltan.recommendation.training;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemIds;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.model.UnusableModelFile;
import io.maltan.recommendation.model.filter.FilterSettings;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.ranking.OfflineRanking;
import io.maltan.recommendation.ranking.WeightLearning;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.dao.DataAccessException;
import org.springframework.util.unit.DataSize;

/**
 * The command {@code train}: a short process of its own that may take more than the service does.
 * Reads what people did from the service's database, and leaves the model there; the replicas fetch
 * it and swap it in. It reads the environment that {@code migrate} reads.
 */
public final class TrainCommand {

    /** The first argument that asks for it. */
    public static final String NAME = "train";

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int PAGE = 10_000;
    private static final double HELD_OUT = 0.1;
    private static final int KEPT = 3;
    private static final Duration LEASE = DurationStyle.detectAndParse(TrainingProperties.LEASE);
    private static final long GRAPH_BYTES =
            DataSize.parse(TrainingProperties.GRAPH_MEMORY).toBytes();

    private static final String INTERACTIONS =
            """
            select f.event_id, f.user_id, f.place_id, f.type, f.at, f.value, f.recommendation_id
            from feedback f join place p on p.id = f.place_id
            where not f.withdrawn and f.type in ('like', 'bookmark', 'visit', 'share', 'rating')
            order by f.user_id, f.event_id
            """;

    private final Connecting connecting;
    private final PrintStream out;

    /** For the database that an environment names. */
    public TrainCommand(Map<String, String> environment, PrintStream out) {
        this(() -> connect(environment), out);
    }

    TrainCommand(Connecting connecting, PrintStream out) {
        this.connecting = connecting;
        this.out = out;
    }

    /** Connects to the database. */
    @FunctionalInterface
    interface Connecting {

        Connection connect() throws SQLException;
    }

    /**
     * Runs it.
     *
     * @return what the process is to end with
     */
    public int run() {
        try (Connection connection = connecting.connect();
                JdbcTrainingLease lease =
                        new JdbcTrainingLease(connecting.connect(), LEASE, out::println)) {
            connection.setAutoCommit(false);
            if (!lease.take()) {
                out.println("Somebody else trains; nothing done");
                return FAILED;
            }
            train(connection, lease.holder());
            return DONE;
        } catch (SQLException | DataAccessException | IOException e) {
            out.println("The model could not be trained: " + e.getMessage());
            return FAILED;
        }
    }

    private static Connection connect(Map<String, String> environment) throws SQLException {
        String url =
                "jdbc:postgresql://%s:%s/maltan_recommendation"
                        .formatted(
                                environment.getOrDefault("MALTAN_POSTGRES_HOST", "localhost"),
                                environment.getOrDefault("MALTAN_POSTGRES_PORT", "5432"));
        return DriverManager.getConnection(
                url,
                "maltan_recommendation",
                environment.getOrDefault("MALTAN_DATABASE_PASSWORD", ""));
    }

    private void train(Connection connection, UUID holder) throws SQLException, IOException {
        TrainingSet set = read(connection);
        Interactions interactions = set.interactions();
        out.printf(
                "%,d interactions of %,d people with %,d places%n",
                interactions.size(), interactions.people(), interactions.items());
        if (set.isEmpty()) {
            out.println("There is nothing to train on; nothing done");
            return;
        }
        Path folder = Files.createTempDirectory("maltan-training");
        try {
            JdbcModels models = new JdbcModels(connection);
            Optional<ModelFile> serving = serving(models, folder);
            connection.commit();
            ModelTrainer trainer =
                    new ModelTrainer(
                            ItemGraphTrainer.Settings.STANDARD.within(
                                    GRAPH_BYTES, interactions.items()),
                            FilterSettings.STANDARD,
                            ModelChoice.Limits.OF_A_PROCESS,
                            HELD_OUT,
                            out::println);
            InService inService = serving.map(file -> InService.of(file, set.ids())).orElse(null);
            TrainingPlan plan = learned(connection, trainer.plan(set, inService));
            ModelTrainer.Candidate candidate = trainer.train(plan, Instant.now());
            Path path = folder.resolve("new.model");
            ModelFile.write(
                    path, candidate.about(), candidate.model(), set.ids(), interactions.degrees());
            keep(models, path, candidate, holder);
            connection.commit();
            out.printf("%s: %s%n", candidate.about().version(), candidate.verdict());
        } finally {
            remove(folder);
        }
    }

    /** Learns weights, as the service does. */
    private static TrainingPlan learned(Connection connection, TrainingPlan plan)
            throws SQLException {
        LoggedRows rows = new LoggedRows(connection);
        PlaceIndex places = plan.people().isEmpty() ? new PlaceIndex() : rows.places();
        WeightLearning learning =
                plan.learning(
                        places,
                        (model, popularity) -> OfflineRanking.usual(places, model, popularity));
        if (learning == null) {
            return plan;
        }
        for (UUID person : plan.people()) {
            learning.add(rows.logOf(person));
        }
        connection.commit();
        InService inService = plan.inService();
        return plan.with(learning.learn(inService == null ? null : inService.weights()));
    }

    private static TrainingSet read(Connection connection) throws SQLException {
        Reading reading = new Reading();
        try (PreparedStatement statement = connection.prepareStatement(INTERACTIONS)) {
            statement.setFetchSize(PAGE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reading.add(LoggedRows.feedback(rows));
                }
            }
        }
        connection.commit();
        return reading.finished();
    }

    private Optional<ModelFile> serving(JdbcModels models, Path folder) throws IOException {
        Path path = folder.resolve("serving.model");
        if (!models.fetchServing(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ModelFile.open(path));
        } catch (UnusableModelFile e) {
            out.println("There is nothing to compare with: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(JdbcModels models, Path path, ModelTrainer.Candidate candidate, UUID holder)
            throws IOException {
        String version = candidate.about().version();
        models.keep(path, candidate.about(), candidate.model().kind(), candidate.verdict());
        if (candidate.isBetter() && !models.goLive(version, holder)) {
            out.println("not put into service: another trains now");
        }
        models.forget(KEPT);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static final class Reading {

        private final Interactions.Builder interactions = new Interactions.Builder();
        private final Object2IntOpenHashMap<UUID> items = new Object2IntOpenHashMap<>();
        private final ItemIds ids = new ItemIds();
        private final ItemIds people = new ItemIds();
        private @Nullable UUID person;

        void add(Feedback feedback) {
            if (person != null && !person.equals(feedback.userId())) {
                interactions.nextPerson();
                people.add(person);
            }
            person = feedback.userId();
            if (feedback.isPositiveInteraction()) {
                interactions.add(item(feedback.placeId()), (int) feedback.at().getEpochSecond());
            }
        }

        private int item(UUID place) {
            return items.computeIfAbsent(
                    place,
                    unknown -> {
                        ids.add(place);
                        return ids.size() - 1;
                    });
        }

        TrainingSet finished() {
            if (person != null) {
                interactions.nextPerson();
                people.add(person);
            }
            return new TrainingSet(interactions.build(ids.size()), ids, people);
        }
    }
}

package io.maltan.recommendation.training;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemGraphTrainer;
import io.maltan.recommendation.model.ItemIds;
import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.OfflineMeasure;
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
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private static final int LEASE_SECONDS = 3_600;
    private static final int PAGE = 10_000;
    private static final int PART = 1 << 20;
    private static final double HELD_OUT = 0.1;
    private static final int KEPT = 3;
    private static final long GRAPH_BYTES =
            DataSize.parse(TrainingProperties.GRAPH_MEMORY).toBytes();

    private static final String INTERACTIONS =
            """
            select f.event_id, f.user_id, f.place_id, f.type, f.at, f.value, f.recommendation_id
            from feedback f join place p on p.id = f.place_id
            where not f.withdrawn and f.type in ('like', 'bookmark', 'visit', 'share', 'rating')
            order by f.user_id, f.event_id
            """;

    private static final String LEASE =
            """
            update training_lease set holder = ?,
                expires = clock_timestamp() + make_interval(secs => ?)
            where expires < clock_timestamp()
            """;

    private static final String RELEASE =
            "update training_lease set expires = '-infinity' where holder = ?";

    private static final String IN_SERVICE =
            """
            select version from model where live_since is not null and not withdrawn
            order by live_since desc limit 1
            """;

    private static final String PARTS =
            "select bytes from model_part where version = ? order by part";

    private static final String INSERT =
            """
            insert into model (version, kind, trained_at, bytes, recall, ndcg, verdict, live_since)
            values (?, ?, ?, ?, ?, ?, ?, case when ? then clock_timestamp() end)
            """;

    private static final String INSERT_PART =
            "insert into model_part (version, part, bytes) values (?, ?, ?)";

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
        UUID holder = UUID.randomUUID();
        try (Connection connection = connecting.connect()) {
            connection.setAutoCommit(false);
            if (!lease(connection, holder)) {
                out.println("Somebody else trains; nothing done");
                return FAILED;
            }
            try {
                train(connection);
            } finally {
                connection.rollback();
                release(connection, holder);
            }
            return DONE;
        } catch (SQLException | IOException e) {
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

    private static boolean lease(Connection connection, UUID holder) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEASE)) {
            statement.setObject(1, holder);
            statement.setDouble(2, LEASE_SECONDS);
            boolean leased = statement.executeUpdate() > 0;
            connection.commit();
            return leased;
        }
    }

    private static void release(Connection connection, UUID holder) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
            statement.setObject(1, holder);
            var _ = statement.executeUpdate();
            connection.commit();
        }
    }

    private void train(Connection connection) throws SQLException, IOException {
        TrainingSet set = read(connection);
        Interactions interactions = set.interactions();
        out.printf(
                "%,d interactions of %,d people with %,d places%n",
                interactions.size(), interactions.people(), interactions.items());
        Path folder = Files.createTempDirectory("maltan-training");
        try {
            Optional<ModelFile> serving = serving(connection, folder);
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
            keep(connection, path, candidate);
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

    private Optional<ModelFile> serving(Connection connection, Path folder)
            throws SQLException, IOException {
        String version = single(connection);
        if (version == null) {
            return Optional.empty();
        }
        Path path = folder.resolve("serving.model");
        try (PreparedStatement statement = connection.prepareStatement(PARTS);
                var file = Files.newOutputStream(path)) {
            statement.setString(1, version);
            statement.setFetchSize(1);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    file.write(rows.getBytes("bytes"));
                }
            }
        }
        connection.commit();
        try {
            return Optional.of(ModelFile.open(path));
        } catch (UnusableModelFile e) {
            out.println("There is nothing to compare with: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static @Nullable String single(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IN_SERVICE);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString("version") : null;
        }
    }

    private static void keep(Connection connection, Path path, ModelTrainer.Candidate candidate)
            throws SQLException, IOException {
        OfflineMeasure measure = candidate.about().measure();
        try (PreparedStatement row = connection.prepareStatement(INSERT)) {
            row.setString(1, candidate.about().version());
            row.setString(2, candidate.model().kind());
            row.setTimestamp(3, Timestamp.from(candidate.about().trainedAt()));
            row.setLong(4, Files.size(path));
            row.setObject(5, measure == null ? null : measure.recall(), Types.DOUBLE);
            row.setObject(6, measure == null ? null : measure.ndcg(), Types.DOUBLE);
            row.setString(7, candidate.verdict());
            row.setBoolean(8, candidate.isBetter());
            var _ = row.executeUpdate();
        }
        try (PreparedStatement row = connection.prepareStatement(INSERT_PART);
                var file = Files.newInputStream(path)) {
            row.setString(1, candidate.about().version());
            byte[] bytes = file.readNBytes(PART);
            for (int part = 0; bytes.length > 0; part++) {
                row.setInt(2, part);
                row.setBytes(3, bytes);
                var _ = row.executeUpdate();
                bytes = file.readNBytes(PART);
            }
        }
        forget(connection);
        connection.commit();
    }

    private static void forget(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(StoredModels.FORGET.replace(":kept", "?"))) {
            statement.setInt(1, KEPT);
            statement.setInt(2, KEPT);
            var _ = statement.executeUpdate();
        }
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

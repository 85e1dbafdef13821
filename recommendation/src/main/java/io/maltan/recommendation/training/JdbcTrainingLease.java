package io.maltan.recommendation.training;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The right to train, kept by renewals on a connection and a thread of its own; a process that is
 * killed loses it within the time of a lease.
 */
final class JdbcTrainingLease implements AutoCloseable {

    private static final int RENEWALS_IN_A_LEASE = 4;

    private final UUID holder = UUID.randomUUID();
    private final Connection connection;
    private final JdbcClient jdbc;
    private final Duration time;
    private final Consumer<String> log;
    private final ScheduledExecutorService renewing =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("training-lease").factory());

    /** Takes the connection over. */
    JdbcTrainingLease(Connection connection, Duration time, Consumer<String> log) {
        this.connection = connection;
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.time = time;
        this.log = log;
    }

    /** Takes it, if nobody else has it, and keeps it from then on. */
    boolean take() {
        boolean taken = lease();
        if (taken) {
            long pause = time.toMillis() / RENEWALS_IN_A_LEASE;
            var _ =
                    renewing.scheduleWithFixedDelay(
                            this::renew, pause, pause, TimeUnit.MILLISECONDS);
        }
        return taken;
    }

    UUID holder() {
        return holder;
    }

    private boolean lease() {
        return jdbc.sql(StoredModels.LEASE)
                        .param("holder", holder)
                        .param("seconds", time.toMillis() / 1e3)
                        .update()
                > 0;
    }

    private void renew() {
        try {
            var _ = lease();
        } catch (DataAccessException e) {
            log.accept("The right to train could not be renewed: " + e.getMessage());
        }
    }

    /** Gives it back. */
    @Override
    public void close() throws SQLException {
        renewing.close();
        try (connection) {
            var _ = jdbc.sql(StoredModels.RELEASE).param("holder", holder).update();
        }
    }
}

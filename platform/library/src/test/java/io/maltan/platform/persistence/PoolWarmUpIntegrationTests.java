package io.maltan.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestPostgres;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolWarmUpIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TestPostgres.Database database = TestPostgres.database("events");

    @Test
    void theFirstConnectionIsThereWhenTheRestStarts() {
        ConnectionPool pool = pool(database.port());
        new PoolWarmUp(pool, LIMIT).start();
        PoolMetrics metrics = pool.getMetrics().orElseThrow();
        assertThat(metrics.idleSize()).isOne();
        assertThat(metrics.acquiredSize()).isZero();
        pool.disposeLater().block(LIMIT);
    }

    @Test
    void aServiceStartsWithoutItsDatabase() {
        ConnectionPool pool = pool(1);
        PoolWarmUp warmUp = new PoolWarmUp(pool, LIMIT);
        warmUp.start();
        assertThat(warmUp.isRunning()).isTrue();
        assertThat(pool.getMetrics().orElseThrow().allocatedSize()).isZero();
        pool.disposeLater().block(LIMIT);
    }

    private ConnectionPool pool(int port) {
        ConnectionFactoryOptions options =
                ConnectionFactoryOptions.parse(database.r2dbcUrl())
                        .mutate()
                        .option(ConnectionFactoryOptions.PORT, port)
                        .option(ConnectionFactoryOptions.USER, database.user())
                        .option(ConnectionFactoryOptions.PASSWORD, database.password())
                        .build();
        return new ConnectionPool(
                ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                        .initialSize(1)
                        .maxSize(4)
                        .build());
    }
}

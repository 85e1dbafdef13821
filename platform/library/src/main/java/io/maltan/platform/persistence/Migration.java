package io.maltan.platform.persistence;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one-shot migration of a service's database: the same jar with the argument {@code migrate}.
 *
 * <p>It reads the environment that the service itself reads and starts no application context, so
 * that Flyway and its memory stay out of the service.
 */
public final class Migration {

    private static final Logger log = LoggerFactory.getLogger(Migration.class);
    private static final int CONNECT_RETRIES = 30;

    private Migration() {}

    /** Brings the database of a service up to date, waiting for it to be reachable. */
    public static void run(String service, Map<String, String> environment) {
        String host = environment.getOrDefault("MALTAN_POSTGRES_HOST", "localhost");
        String port = environment.getOrDefault("MALTAN_POSTGRES_PORT", "5432");
        String name = "maltan_" + service;
        String url = "jdbc:postgresql://%s:%s/%s".formatted(host, port, name);
        int applied =
                Flyway.configure()
                        .dataSource(
                                url, name, environment.getOrDefault("MALTAN_DATABASE_PASSWORD", ""))
                        .locations("classpath:db/platform", "classpath:db/migration")
                        .connectRetries(CONNECT_RETRIES)
                        .connectRetriesInterval(2)
                        .load()
                        .migrate()
                        .migrationsExecuted;
        log.info("{}: {} migrations applied", name, applied);
    }
}

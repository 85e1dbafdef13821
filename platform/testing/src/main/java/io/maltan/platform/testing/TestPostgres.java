package io.maltan.platform.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL server for the tests of one JVM: the one that the environment names in {@code
 * MALTAN_TEST_POSTGRES} (a JDBC URL with user and password), else a container where a Docker engine
 * answers and {@code MALTAN_TEST_CONTAINERS} asks for it or leaves the choice, else the embedded
 * server.
 */
public final class TestPostgres {

    private static final String[] EXTENSIONS = {
        "pg_trgm", "cube", "earthdistance", "btree_gist", "unaccent", "citext"
    };

    private static @Nullable Server server;

    private TestPostgres() {}

    /** A fresh database of the given service, migrated with the SQL on the class path. */
    public static Database database(String service) {
        Database database = emptyDatabase(service);
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/platform", "classpath:db/migration")
                .failOnMissingLocations(false)
                .load()
                .migrate();
        return database;
    }

    /** A fresh database with the extensions that every installation has, and nothing in it. */
    public static Database emptyDatabase(String service) {
        Server running = server();
        String name =
                "maltan_%s_%s"
                        .formatted(service, UUID.randomUUID().toString().substring(0, 8))
                        .toLowerCase(Locale.ROOT)
                        .replace('-', '_');
        execute(running.database("postgres"), "create database " + name);
        Database database = running.database(name);
        for (String extension : EXTENSIONS) {
            execute(database, "create extension if not exists " + extension);
        }
        return database;
    }

    private static synchronized Server server() {
        if (server == null) {
            server = start();
        }
        return server;
    }

    private static Server start() {
        String named = System.getenv("MALTAN_TEST_POSTGRES");
        if (named != null && !named.isBlank()) {
            return Server.of(URI.create(named.replaceFirst("^jdbc:", "")));
        }
        return Containers.orEmbedded(TestPostgres::container, TestPostgres::embedded);
    }

    @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it afterwards
    private static Server container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
        container.start();
        return new Server(
                container.getHost(),
                container.getFirstMappedPort(),
                container.getUsername(),
                container.getPassword());
    }

    private static Server embedded() {
        try {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder()
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("fsync", "off")
                            .start();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> close(postgres), "stop-postgres"));
            return new Server("localhost", postgres.getPort(), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(Database database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not " + sql, e);
        }
    }

    /** A database of the server. */
    public record Database(String host, int port, String name, String user, String password) {

        public String jdbcUrl() {
            return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
        }

        public String r2dbcUrl() {
            return "r2dbc:postgresql://%s:%d/%s".formatted(host, port, name);
        }
    }

    private record Server(String host, int port, String user, String password) {

        static Server of(URI uri) {
            String[] credentials = uri.getUserInfo().split(":", 2);
            return new Server(uri.getHost(), uri.getPort(), credentials[0], credentials[1]);
        }

        Database database(String name) {
            return new Database(host, port, name, user, password);
        }
    }
}

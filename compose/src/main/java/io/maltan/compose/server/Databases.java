package io.maltan.compose.server;

import io.maltan.compose.settings.StartFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** A database and a role for each service; no service can log in to another's database. */
public final class Databases {

    private static final List<String> EXTENSIONS =
            List.of("pg_trgm", "cube", "earthdistance", "btree_gist", "unaccent", "citext");

    private final PostgresServer server;

    public Databases(PostgresServer server) {
        this.server = server;
    }

    /**
     * Creates what is not there yet.
     *
     * @param passwords the password of each role; role and database have the same name
     */
    public void prepare(Map<String, String> passwords) {
        try (Connection connection = server.connect("postgres")) {
            execute(connection, "revoke connect on database postgres, template1 from public");
            for (Map.Entry<String, String> entry : passwords.entrySet()) {
                prepare(connection, entry.getKey(), entry.getValue());
            }
        } catch (SQLException e) {
            throw new StartFailure("The databases cannot be prepared: " + e.getMessage(), e);
        }
    }

    private void prepare(Connection connection, String name, String password) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
            execute(connection, "create role " + name + " login");
        }
        execute(connection, "alter role %s password '%s'".formatted(name, password));
        if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
            execute(connection, "create database %s owner %s".formatted(name, name));
        }
        execute(connection, "revoke connect, temporary on database " + name + " from public");
        try (Connection inside = server.connect(name)) {
            for (String extension : EXTENSIONS) {
                execute(inside, "create extension if not exists " + extension);
            }
        }
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.maltan.compose;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.maltan.compose.settings.Ports;
import io.maltan.compose.settings.Secrets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks through every row of every database and every key of Redis for a text. */
final class Traces {

    private static final List<String> DATABASES =
            List.of("maltan_user", "maltan_place", "maltan_recommendation", "maltan_community");

    /** What an erasure itself leaves: ids without anything that they stand for. */
    private static final List<String> TOMBSTONES = List.of("erased_person", "erasure");

    private final Ports ports;
    private final Secrets secrets;

    Traces(Ports ports, Secrets secrets) {
        this.ports = ports;
        this.secrets = secrets;
    }

    /** Where the text is found, as database, table and row, or as key and value. */
    List<String> of(String text) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String database : DATABASES) {
            try (Connection connection =
                    DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:%d/%s"
                                    .formatted(ports.postgres(), database),
                            "postgres",
                            secrets.secret("postgres"))) {
                for (String table : tables(connection)) {
                    search(connection, database, table, text, found);
                }
            }
        }
        found.addAll(inRedis(text));
        return found;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                select table_name from information_schema.tables
                                 where table_schema = 'public' and table_type = 'BASE TABLE'
                                """);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        tables.removeAll(TOMBSTONES);
        return tables;
    }

    private static void search(
            Connection connection, String database, String table, String text, List<String> found)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select r::text from \"%s\" r where strpos(r::text, ?) > 0"
                                .formatted(table))) {
            statement.setString(1, text);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String row = rows.getString(1);
                    if (!isOfTheErasureItself(row)) {
                        found.add("%s.%s: %s".formatted(database, table, row));
                    }
                }
            }
        }
    }

    private static boolean isOfTheErasureItself(String event) {
        return event.contains("user.erasure_requested") || event.contains("user.erased");
    }

    private List<String> inRedis(String text) {
        RedisClient client =
                RedisClient.create(
                        RedisURI.builder()
                                .withHost("127.0.0.1")
                                .withPort(ports.redis())
                                .withPassword(secrets.secret("redis").toCharArray())
                                .build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return keys(connection.sync()).stream()
                    .flatMap(key ->
                            values(connection.sync(), key).stream()
                                    .map(value -> key + ": " + value))
                    .filter(entry -> entry.contains(text) && !isOfTheErasureItself(entry))
                    .toList();
        } finally {
            client.shutdown();
        }
    }

    private static List<String> keys(RedisCommands<String, String> redis) {
        List<String> keys = new ArrayList<>();
        KeyScanCursor<String> cursor = redis.scan();
        keys.addAll(cursor.getKeys());
        while (!cursor.isFinished()) {
            cursor = redis.scan(cursor);
            keys.addAll(cursor.getKeys());
        }
        return keys;
    }

    private static List<String> values(RedisCommands<String, String> redis, String key) {
        return switch (redis.type(key)) {
            case "string" -> List.of(String.valueOf(redis.get(key)));
            case "hash" -> List.of(redis.hgetall(key).toString());
            case "list" -> redis.lrange(key, 0, -1);
            case "set" -> List.copyOf(redis.smembers(key));
            case "zset" -> redis.zrange(key, 0, -1);
            case "stream" ->
                    redis.xrange(key, Range.unbounded()).stream()
                            .map(entry -> entry.getBody().toString())
                            .toList();
            default -> List.of("");
        };
    }
}

package io.maltan.recommendation.training;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.place.PlaceFacts;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.profile.PersonLog;
import io.maltan.recommendation.profile.Preferences;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the command {@code train} reads to learn weights: places, and what people did. */
final class LoggedRows {

    private static final int PAGE = 5_000;
    private static final int LONGEST_LOG = 1_000;

    /** Names count in English and Korean alike: the words of the name itself tell the taste. */
    private static final String PLACES =
            """
            select id, name, category, lat, lon, region_code, status, opening_hours, time_zone,
                rating_average, rating_count, created_at, version
            from place order by id
            """;

    private static final String LOG =
            """
            select event_id, user_id, place_id, type, at, value, recommendation_id
            from feedback where user_id = ? and not withdrawn
            order by at desc, event_id desc limit ?
            """;

    private static final String PREFERENCES =
            "select categories, regions from preference where user_id = ?";

    private final Connection connection;

    LoggedRows(Connection connection) {
        this.connection = connection;
    }

    PlaceIndex places() throws SQLException {
        PlaceIndex places = new PlaceIndex();
        try (PreparedStatement statement = connection.prepareStatement(PLACES)) {
            statement.setFetchSize(PAGE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    places.put(place(rows));
                }
            }
        }
        return places;
    }

    private static PlaceFacts place(ResultSet rows) throws SQLException {
        String region = rows.getString("region_code");
        return new PlaceFacts(
                rows.getObject("id", UUID.class),
                rows.getString("name"),
                null,
                rows.getString("category"),
                rows.getDouble("lat"),
                rows.getDouble("lon"),
                region == null ? null : new PlaceFacts.RegionFacts(region, Map.of()),
                rows.getString("status"),
                rows.getString("opening_hours"),
                rows.getString("time_zone"),
                new PlaceFacts.RatingFacts(
                        rows.getDouble("rating_average"), rows.getInt("rating_count")),
                rows.getTimestamp("created_at").toInstant(),
                rows.getLong("version"));
    }

    /** What a person did lately, the newest first, and what they prefer. */
    PersonLog logOf(UUID person) throws SQLException {
        List<Feedback> events = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LOG)) {
            statement.setObject(1, person);
            statement.setInt(2, LONGEST_LOG);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(feedback(rows));
                }
            }
        }
        return new PersonLog(events, preferencesOf(person));
    }

    private Preferences preferencesOf(UUID person) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PREFERENCES)) {
            statement.setObject(1, person);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? new Preferences(texts(rows, "categories"), texts(rows, "regions"))
                        : Preferences.NONE;
            }
        }
    }

    private static List<String> texts(ResultSet rows, String column) throws SQLException {
        return List.of((String[]) rows.getArray(column).getArray());
    }

    static Feedback feedback(ResultSet rows) throws SQLException {
        double value = rows.getDouble("value");
        @Nullable Double given = rows.wasNull() ? null : value;
        return new Feedback(
                rows.getObject("event_id", UUID.class),
                rows.getObject("user_id", UUID.class),
                FeedbackType.ofCode(rows.getString("type")).orElseThrow(),
                rows.getObject("place_id", UUID.class),
                rows.getTimestamp("at").toInstant(),
                given,
                rows.getObject("recommendation_id", UUID.class));
    }
}

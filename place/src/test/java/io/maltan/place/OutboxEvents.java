package io.maltan.place;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the place service tells the others, as it stands in its outbox. */
public final class OutboxEvents {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final DatabaseClient database;

    public OutboxEvents(DatabaseClient database) {
        this.database = database;
    }

    /** The data of all events of a type about a place, in their order. */
    public List<JsonNode> about(String placeId, String type) {
        return Objects.requireNonNull(
                database.sql(
                                """
                                select data::text as data from outbox
                                where subject = :place and type = :type order by sequence
                                """)
                        .bind("place", placeId)
                        .bind("type", type)
                        .mapValue(String.class)
                        .all()
                        .map(JsonMapper.shared()::readTree)
                        .collectList()
                        .block(LIMIT));
    }
}

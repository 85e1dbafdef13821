package io.maltan.place.history;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

@Repository
class R2dbcHistory {

    private static final String SELECT =
            """
            select id, place_id, version, kind, editor_id, at, changes::text as changes
            from place_change
            """;

    private static final String INSERT =
            """
            insert into place_change (id, place_id, version, kind, editor_id, at, changes)
            values (:id, :place, :version, :kind, :editor, :at, :changes::jsonb)
            """;

    private static final String LIST =
            SELECT + " where place_id = :place and id < :before order by id desc limit :limit";

    private static final String OF_EDITOR = SELECT + " where editor_id = :editor order by id";

    private static final String FORGET =
            "update place_change set editor_id = null where editor_id = :editor";

    private static final String CHANGE_EDITOR =
            "update place_change set editor_id = :to where editor_id = :from";

    private static final String EXISTS =
            """
            select exists(select from place where id = :place and (:removedToo or deleted_at is null))
                as found
            """;

    private static final UUID LAST = new UUID(-1, -1);

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcHistory(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Void> insert(Change change) {
        return database.sql(INSERT)
                .bind("id", change.id())
                .bind("place", change.placeId())
                .bind("version", change.version())
                .bind("kind", change.kind().code())
                .bind(
                        "editor",
                        change.editorId() == null
                                ? Parameters.in(UUID.class)
                                : Parameters.in(change.editorId()))
                .bind("at", change.at())
                .bind("changes", change.members().toString())
                .then();
    }

    Mono<Boolean> exists(UUID placeId, boolean removedToo) {
        return database.sql(EXISTS)
                .bind("place", placeId)
                .bind("removedToo", removedToo)
                .map(row -> Boolean.TRUE.equals(row.get("found", Boolean.class)))
                .one();
    }

    Flux<Change> list(UUID placeId, @Nullable UUID before, int limit) {
        return database.sql(LIST)
                .bind("place", placeId)
                .bind("before", before == null ? LAST : before)
                .bind("limit", limit)
                .map(this::toChange)
                .all();
    }

    Flux<Change> ofEditor(UUID editorId) {
        return database.sql(OF_EDITOR).bind("editor", editorId).map(this::toChange).all();
    }

    Mono<Void> forget(UUID editorId) {
        return database.sql(FORGET).bind("editor", editorId).then();
    }

    Mono<Void> changeEditor(UUID from, UUID to) {
        return database.sql(CHANGE_EDITOR).bind("from", from).bind("to", to).then();
    }

    private Change toChange(Readable row) {
        return new Change(
                required(row, "id", UUID.class),
                required(row, "place_id", UUID.class),
                required(row, "version", Long.class),
                Change.Kind.valueOf(required(row, "kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("editor_id", UUID.class),
                required(row, "at", Instant.class),
                json.readTree(required(row, "changes", String.class)));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}

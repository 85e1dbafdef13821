package io.maltan.community.moderation;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.sql.NullableValue;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Appeals: at most one against a decision. */
@Repository
class R2dbcAppeals {

    private static final String ADD =
            """
            insert into appeal (id, case_id, author_id, body) values (:id, :case, :author, :body)
            on conflict (case_id) do nothing
            """;
    private static final String SELECT =
            "select id, case_id, author_id, body, status, note, created_at, decided_at from appeal ";
    private static final String PAGE =
            SELECT
                    + """
                    where status = :status and (created_at, id) > (:lastAt, :lastId)
                    order by created_at, id limit :limit
                    """;
    private static final String DECIDE =
            """
            update appeal set status = :status, note = :note, decided_by = :moderator, decided_at = now()
             where id = :id and status = 'open'
            """;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final UUID LOWEST = new UUID(0, 0);

    private final DatabaseClient database;

    R2dbcAppeals(DatabaseClient database) {
        this.database = database;
    }

    /** Answers whether it is the first against this decision. */
    Mono<Boolean> add(UUID id, UUID caseId, UUID author, String body) {
        return database.sql(ADD)
                .bind("id", id)
                .bind("case", caseId)
                .bind("author", author)
                .bind("body", body)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Appeal> find(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .bind("id", id)
                .map(R2dbcAppeals::toAppeal)
                .one();
    }

    /** Who has waited longest first. */
    Mono<Page<AppealView>> list(String status, PageRequest page) {
        Cursor cursor = page.cursor();
        return database.sql(PAGE)
                .bind("status", status)
                .bind("lastAt", cursor == null ? EARLIEST : cursor.instant(0))
                .bind("lastId", cursor == null ? LOWEST : cursor.uuid(1))
                .bind("limit", page.limitPlusOne())
                .map(row -> toAppeal(row).view())
                .all()
                .collectList()
                .map(read ->
                        Page.of(
                                read,
                                page.limit(),
                                last -> Cursor.of(last.createdAt(), last.id())));
    }

    /** Answers whether this decided it, and nobody else before. */
    Mono<Boolean> decide(UUID id, String status, @Nullable String note, UUID moderator) {
        return database.sql(DECIDE)
                .bind("id", id)
                .bind("status", status)
                .bind("note", NullableValue.of(note, String.class))
                .bind("moderator", moderator)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private static Appeal toAppeal(Readable row) {
        return new Appeal(
                row.get("author_id", UUID.class),
                new AppealView(
                        required(row, "id", UUID.class),
                        required(row, "case_id", UUID.class),
                        required(row, "body", String.class),
                        required(row, "status", String.class),
                        row.get("note", String.class),
                        required(row, "created_at", Instant.class),
                        row.get("decided_at", Instant.class)));
    }

    /**
     * An appeal and who made it.
     *
     * @param authorId null once that person is erased
     */
    record Appeal(@Nullable UUID authorId, AppealView view) {}
}

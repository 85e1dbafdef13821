package io.maltan.place.correction;

import io.maltan.place.catalogue.PlaceRows;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

@Repository
class R2dbcCorrections {

    private static final String SELECT =
            """
            select id, place_id, kind, detail, proposed::text as proposed, reporter_id, status,
                decided_by, decided_at, note, created_at
            from correction
            """;

    private static final String INSERT =
            """
            insert into correction (id, place_id, kind, detail, proposed, reporter_id, created_at)
            values (:id, :place, :kind, :detail, :proposed::jsonb, :reporter, :created)
            """;

    private static final String FIND = SELECT + " where id = :id";
    private static final String LIST = SELECT + " where id > :after";
    private static final String WITH_STATUS = " and status = :status";
    private static final String OLDEST_FIRST = " order by id limit :limit";
    private static final String OF_REPORTER = SELECT + " where reporter_id = :reporter order by id";

    private static final String DECIDE =
            """
            update correction
            set status = :status, decided_by = :by, decided_at = :at, note = :note
            where id = :id
            """;

    private static final String FORGET_OPEN =
            "delete from correction where reporter_id = :person and status = 'open'";

    private static final String FORGET_DECIDED =
            """
            update correction set
                detail = case when reporter_id = :person then '' else detail end,
                note = case when decided_by = :person then null else note end,
                reporter_id = nullif(reporter_id, :person),
                decided_by = nullif(decided_by, :person)
            where reporter_id = :person or decided_by = :person
            """;

    private static final String DROP_DOUBLES =
            """
            delete from correction using correction other
            where correction.reporter_id = :from and correction.status = 'open'
                and other.reporter_id = :to and other.status = 'open'
                and other.place_id = correction.place_id and other.kind = correction.kind
            """;

    private static final String MOVE =
            "update correction set reporter_id = :to where reporter_id = :from";

    private static final UUID FIRST = new UUID(0, 0);

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcCorrections(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Void> insert(Correction correction) {
        return database.sql(INSERT)
                .bind("id", correction.id())
                .bind("place", correction.placeId())
                .bind("kind", correction.kind().code())
                .bind("detail", correction.detail())
                .bind("proposed", json.writeValueAsString(correction.proposed()))
                .bind("reporter", Objects.requireNonNull(correction.reporterId()))
                .bind("created", correction.createdAt())
                .then();
    }

    Mono<Correction> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(this::toCorrection).one();
    }

    Mono<Correction> findToChange(UUID id) {
        return database.sql(FIND + " for update").bind("id", id).map(this::toCorrection).one();
    }

    Flux<Correction> list(@Nullable CorrectionStatus status, @Nullable UUID after, int limit) {
        DatabaseClient.GenericExecuteSpec statement =
                database.sql(LIST + (status == null ? "" : WITH_STATUS) + OLDEST_FIRST)
                        .bind("after", after == null ? FIRST : after)
                        .bind("limit", limit);
        if (status != null) {
            statement = statement.bind("status", status.code());
        }
        return statement.map(this::toCorrection).all();
    }

    Flux<Correction> ofReporter(UUID reporterId) {
        return database.sql(OF_REPORTER).bind("reporter", reporterId).map(this::toCorrection).all();
    }

    Mono<Void> decide(Correction decided) {
        return database.sql(DECIDE)
                .bind("id", decided.id())
                .bind("status", decided.status().code())
                .bind("by", Objects.requireNonNull(decided.decidedBy()))
                .bind("at", Objects.requireNonNull(decided.decidedAt()))
                .bind("note", text(decided.note()))
                .then();
    }

    private static Parameter text(@Nullable String text) {
        return Parameters.in(R2dbcType.VARCHAR, text);
    }

    Mono<Void> forget(UUID person) {
        return database.sql(FORGET_OPEN)
                .bind("person", person)
                .then()
                .then(database.sql(FORGET_DECIDED).bind("person", person).then());
    }

    Mono<Void> move(UUID from, UUID to) {
        return database.sql(DROP_DOUBLES)
                .bind("from", from)
                .bind("to", to)
                .then()
                .then(database.sql(MOVE).bind("from", from).bind("to", to).then());
    }

    private Correction toCorrection(Readable row) {
        return new Correction(
                PlaceRows.required(row, "id", UUID.class),
                PlaceRows.required(row, "place_id", UUID.class),
                CorrectionKind.ofCode(PlaceRows.required(row, "kind", String.class)),
                PlaceRows.required(row, "detail", String.class),
                json.readValue(PlaceRows.required(row, "proposed", String.class), Proposal.class),
                row.get("reporter_id", UUID.class),
                CorrectionStatus.ofCode(PlaceRows.required(row, "status", String.class)),
                row.get("decided_by", UUID.class),
                row.get("decided_at", Instant.class),
                row.get("note", String.class),
                PlaceRows.required(row, "created_at", Instant.class));
    }
}

package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceRows;
import io.maltan.place.imports.ImportReport.Status;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

@Repository
class R2dbcImports {

    private static final String COLUMNS =
            "id, format, dry_run, status, tally::text as tally, merged_at is not null as merged,"
                    + " started_at, finished_at";

    private static final String FIND = "select " + COLUMNS + " from place_import where id = :id";

    private static final String RUNNING =
            "select " + COLUMNS + " from place_import where status = 'running'";

    private static final String OVER =
            "select id from place_import where id = any(:ids) and status <> 'running'";

    private static final String INSERT =
            """
            insert into place_import (id, format, dry_run, status, started_by, started_at, tally)
            values (:id, :format, :dry, 'running', :by, now(), :tally::jsonb)
            """;

    private static final String SAVE =
            """
            update place_import set tally = :tally::jsonb
            where id = :id and status = 'running' and merged_at is null
            """;

    private static final String MERGE =
            """
            update place_import set tally = :tally::jsonb, merged_at = now()
            where id = :id and status = 'running'
            """;

    private static final String FINISH =
            """
            update place_import set tally = :tally::jsonb, status = :status, finished_at = now()
            where id = :id and status = 'running' and (merged_at is null or :status = 'completed')
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcImports(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<ImportReport> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(this::toReport).one();
    }

    Flux<ImportReport> running() {
        return database.sql(RUNNING).map(this::toReport).all();
    }

    /** Those of some imports that have ended. */
    Flux<UUID> over(Collection<UUID> ids) {
        return database.sql(OVER)
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> PlaceRows.required(row, "id", UUID.class))
                .all();
    }

    Mono<Void> insert(UUID id, ImportRequest request) {
        return database.sql(INSERT)
                .bind("id", id)
                .bind("format", request.format().code())
                .bind("dry", request.dryRun())
                .bind("by", request.startedBy())
                .bind("tally", toJson(ImportTally.NOTHING))
                .then();
    }

    Mono<Void> save(UUID id, ImportTally tally) {
        return database.sql(SAVE).bind("id", id).bind("tally", toJson(tally)).then();
    }

    /**
     * Writes down what has become of an import, within the transaction that brings it.
     *
     * <p>Fails where somebody has found meanwhile that it was interrupted.
     */
    Mono<Void> merged(UUID id, ImportTally tally) {
        return database.sql(MERGE)
                .bind("id", id)
                .bind("tally", toJson(tally))
                .fetch()
                .rowsUpdated()
                .flatMap(rows ->
                        rows == 1
                                ? Mono.empty()
                                : Mono.error(() ->
                                        new IllegalStateException("no longer running: " + id)));
    }

    /** Ends an import; what has been merged cannot fail any more. */
    Mono<Void> finish(UUID id, Status status, ImportTally tally) {
        return database.sql(FINISH)
                .bind("id", id)
                .bind("status", status.code())
                .bind("tally", toJson(tally))
                .then();
    }

    private String toJson(ImportTally tally) {
        return json.writeValueAsString(tally);
    }

    private ImportReport toReport(Readable row) {
        String status = PlaceRows.required(row, "status", String.class);
        return new ImportReport(
                PlaceRows.required(row, "id", UUID.class),
                ImportFormat.ofCode(PlaceRows.required(row, "format", String.class)),
                PlaceRows.required(row, "dry_run", Boolean.class),
                Status.valueOf(status.toUpperCase(Locale.ROOT)),
                json.readValue(PlaceRows.required(row, "tally", String.class), ImportTally.class),
                PlaceRows.required(row, "merged", Boolean.class),
                PlaceRows.required(row, "started_at", Instant.class),
                row.get("finished_at", Instant.class));
    }
}

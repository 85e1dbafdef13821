package io.maltan.recommendation.experiment;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of experiments and of who was exposed to them. */
@Component
final class R2dbcExperiments {

    private static final TypeReference<List<Experiment.VariantPlan>> VARIANTS =
            new TypeReference<>() {};

    private static final String ALL =
            "select name, revision, cast(variants as text) as variants, created_at, updated_at"
                    + " from experiment order by name";

    private static final String FIND =
            "select name, revision, cast(variants as text) as variants, created_at, updated_at"
                    + " from experiment where name = :name for update";

    private static final String SAVE =
            """
            insert into experiment (name, revision, variants, created_at, updated_at)
            values (:name, :revision, cast(:variants as jsonb), :created, :updated)
            on conflict (name) do update set
                revision = excluded.revision, variants = excluded.variants, updated_at = excluded.updated_at
            """;

    private static final String FORGET_EXPOSURES =
            "delete from exposure where experiment = :experiment";

    private static final String DELETE = "delete from experiment where name = :name";

    /** What happened after it follows from an exposure; clocks differ by a minute at most. */
    private static final String FOLLOWS = "at >= first_at - interval '1 minute'";

    private static final String EXPOSE =
            """
            insert into exposure (experiment, user_id, variant, first_at)
            select experiment, user_id, (array_agg(variant order by at desc))[1], min(at)
            from (
                select row ->> 'experiment' as experiment, cast(row ->> 'person' as uuid) as user_id,
                    row ->> 'variant' as variant, cast(row ->> 'at' as timestamptz) as at
                from jsonb_array_elements(cast(:rows as jsonb)) as row) as noted
            where exists (select from experiment where name = noted.experiment)
            group by experiment, user_id
            order by user_id, experiment
            on conflict (user_id, experiment) do nothing
            """;

    private static final String DID =
            """
            with noted as (
                select row ->> 'experiment' as experiment, row ->> 'variant' as variant,
                    cast(row ->> 'person' as uuid) as user_id, lower(row ->> 'what') as what,
                    cast(row ->> 'at' as timestamptz) as at
                from jsonb_array_elements(cast(:rows as jsonb)) as row),
            did as (
                select experiment, user_id, bool_or(what = 'click') as clicked,
                    bool_or(what = 'save') as saved, bool_or(what = 'visit') as visited
                from noted join exposure using (experiment, variant, user_id)
                where %s
                group by experiment, user_id)
            update exposure as known set clicked = known.clicked or did.clicked,
                saved = known.saved or did.saved, visited = known.visited or did.visited
            from did
            where known.experiment = did.experiment and known.user_id = did.user_id
                and (did.clicked > known.clicked or did.saved > known.saved or did.visited > known.visited)
            """
                    .formatted(FOLLOWS);

    private static final String RECOUNT =
            """
            update exposure set
                clicked = clicked and exists (
                    select from feedback where feedback.user_id = exposure.user_id and type = 'click'
                        and not withdrawn and %1$s),
                saved = saved and exists (
                    select from feedback where feedback.user_id = exposure.user_id and type = 'bookmark'
                        and not withdrawn and %1$s),
                visited = visited and exists (
                    select from feedback where feedback.user_id = exposure.user_id and type = 'visit'
                        and not withdrawn and %1$s)
            where user_id = :person
            """
                    .formatted(FOLLOWS);

    private static final String TALLY =
            """
            select variant, count(*) as exposures, count(*) filter (where clicked) as clicks,
                count(*) filter (where saved) as saves, count(*) filter (where visited) as visits
            from exposure where experiment = :experiment group by variant
            """;

    private static final String OF_PERSON =
            "select experiment, variant, first_at from exposure where user_id = :person";

    private static final String ERASE = "delete from exposure where user_id = :person";

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcExperiments(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Flux<Experiment> all() {
        return database.sql(ALL).map(this::toExperiment).all();
    }

    /** Finds one and holds it until the transaction ends. */
    Mono<Experiment> find(String name) {
        return database.sql(FIND).bind("name", name).map(this::toExperiment).one();
    }

    private Experiment toExperiment(Readable row) {
        return new Experiment(
                required(row, "name", String.class),
                required(row, "revision", Long.class),
                json.readValue(required(row, "variants", String.class), VARIANTS),
                required(row, "created_at", Instant.class),
                required(row, "updated_at", Instant.class));
    }

    /** Saves it, and begins its counts anew. */
    Mono<Void> save(Experiment experiment) {
        return database.sql(SAVE)
                .bind("name", experiment.name())
                .bind("revision", experiment.revision())
                .bind("variants", json.writeValueAsString(experiment.variants()))
                .bind("created", experiment.createdAt())
                .bind("updated", experiment.updatedAt())
                .then()
                .then(database.sql(FORGET_EXPOSURES).bind("experiment", experiment.name()).then());
    }

    Mono<Boolean> delete(String name) {
        return database.sql(DELETE).bind("name", name).fetch().rowsUpdated().map(rows -> rows > 0);
    }

    /** Notes people who were exposed. */
    Mono<Void> expose(List<Exposures.Note> notes) {
        return notes.isEmpty()
                ? Mono.empty()
                : database.sql(EXPOSE).bind("rows", json.writeValueAsString(notes)).then();
    }

    /** Notes what people did who may have been exposed, where they had been. */
    Mono<Void> did(List<Exposures.Note> notes) {
        return notes.isEmpty()
                ? Mono.empty()
                : database.sql(DID).bind("rows", json.writeValueAsString(notes)).then();
    }

    /** Takes back what a person has not done any more. */
    Mono<Void> recount(UUID person) {
        return database.sql(RECOUNT).bind("person", person).then();
    }

    Flux<Tally> tally(String experiment) {
        return database.sql(TALLY)
                .bind("experiment", experiment)
                .map(row ->
                        new Tally(
                                required(row, "variant", String.class),
                                required(row, "exposures", Long.class),
                                required(row, "clicks", Long.class),
                                required(row, "saves", Long.class),
                                required(row, "visits", Long.class)))
                .all();
    }

    Flux<Part> partsOf(UUID person) {
        return database.sql(OF_PERSON)
                .bind("person", person)
                .map(row ->
                        new Part(
                                required(row, "experiment", String.class),
                                required(row, "variant", String.class),
                                required(row, "first_at", Instant.class)))
                .all();
    }

    Mono<Void> erase(UUID person) {
        return database.sql(ERASE).bind("person", person).then();
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    /** How many people saw a variant, and how many of them did what. */
    record Tally(String variant, long exposures, long clicks, long saves, long visits) {}

    /** That a person takes part. */
    record Part(String experiment, String variant, Instant since) {}
}

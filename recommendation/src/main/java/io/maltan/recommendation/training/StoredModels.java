package io.maltan.recommendation.training;

import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.OfflineMeasure;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of models: their files in parts, which is in service, and who may train. */
@Component
class StoredModels {

    static final int PART = 1 << 20;

    static final String INSERT =
            """
            insert into model (version, kind, trained_at, bytes, recall, ndcg, verdict)
            values (:version, :kind, :trainedAt, :bytes, :recall, :ndcg, :verdict)
            """;

    static final String INSERT_PART =
            "insert into model_part (version, part, bytes) values (:version, :part, :bytes)";

    /** Only who may still train may change what is in service: another may have begun since. */
    static final String GO_LIVE =
            """
            update model set
                live_since = case when held then clock_timestamp() end,
                verdict = case when held then verdict
                    else 'not live: another began to train meanwhile; ' || verdict end
            from (select exists (
                select 1 from training_lease
                where holder = :holder and expires > clock_timestamp()) as held) lease
            where version = :version
            returning held
            """;

    static final String IN_SERVICE =
            """
            select version from model where live_since is not null and not withdrawn
            order by live_since desc limit 1
            """;

    private static final String WITHDRAW =
            """
            update model set withdrawn = true
            where version = (%1$s)
                and 1 < (select count(*) from model where live_since is not null and not withdrawn)
            """
                    .formatted(IN_SERVICE);

    static final String PART_OF =
            "select bytes from model_part where version = :version and part = :part";

    static final String PARTS = "select count(*) as parts from model_part where version = :version";

    static final String FORGET =
            """
            delete from model where version not in (
                select version from model where live_since is not null and not withdrawn
                order by live_since desc limit :kept)
                and version not in (select version from model order by trained_at desc limit :kept)
            """;

    /** Takes it, or renews it for who has it. */
    static final String LEASE =
            """
            update training_lease set holder = :holder,
                expires = clock_timestamp() + make_interval(secs => :seconds)
            where expires < clock_timestamp() or holder = :holder
            """;

    static final String RELEASE =
            "update training_lease set expires = '-infinity' where holder = :holder";

    private static final String LEASED_BY_ANOTHER =
            """
            select 1 as leased from training_lease
            where expires > clock_timestamp() and holder <> :holder
            """;

    private static final String ALL =
            """
            select version, kind, trained_at, bytes, recall, ndcg, verdict, live_since, withdrawn
            from model order by trained_at desc limit 20
            """;

    private final DatabaseClient database;

    StoredModels(DatabaseClient database) {
        this.database = database;
    }

    /** Keeps a model's file; it is in service only when it goes live. */
    Mono<Void> keep(Path path, ModelFile.About about, String kind, String verdict) {
        OfflineMeasure measure = about.measure();
        Mono<Void> row =
                database.sql(INSERT)
                        .bind("version", about.version())
                        .bind("kind", kind)
                        .bind("trainedAt", about.trainedAt())
                        .bind("bytes", size(path))
                        .bind("recall", number(measure == null ? null : measure.recall()))
                        .bind("ndcg", number(measure == null ? null : measure.ndcg()))
                        .bind("verdict", verdict)
                        .then();
        return row.thenMany(
                        Flux.range(0, Math.toIntExact((size(path) + PART - 1) / PART))
                                .concatMap(part -> keepPart(path, about.version(), part), 1))
                .then();
    }

    private static Object number(@Nullable Double value) {
        return value == null ? Parameters.in(R2dbcType.DOUBLE) : value;
    }

    private Mono<Void> keepPart(Path path, String version, int part) {
        return database.sql(INSERT_PART)
                .bind("version", version)
                .bind("part", part)
                .bind("bytes", read(path, part))
                .then();
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path path, int part) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long from = (long) part * PART;
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(PART, channel.size() - from));
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, from + bytes.position()) < 0) {
                    throw new IOException("It was cut off");
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a model into service, if its trainer still has the lease; tells whether. */
    Mono<Boolean> goLive(String version, UUID trainer) {
        return database.sql(GO_LIVE)
                .bind("version", version)
                .bind("holder", trainer)
                .map(row -> Objects.requireNonNull(row.get("held", Boolean.class)))
                .one();
    }

    /** The version that every replica should have; empty where there is none. */
    Mono<String> inService() {
        return database.sql(IN_SERVICE)
                .map(row -> Objects.requireNonNull(row.get("version", String.class)))
                .one();
    }

    /** Takes the model in service out of it, where there is one before it; tells whether. */
    Mono<Boolean> rollBack() {
        return database.sql(WITHDRAW).fetch().rowsUpdated().map(rows -> rows > 0);
    }

    /** Brings a file here, part by part; blocks while it writes. */
    Mono<Path> fetch(String version, Path to) {
        Path unfinished = to.resolveSibling(to.getFileName() + "." + UUID.randomUUID());
        return database.sql(PARTS)
                .bind("version", version)
                .map(row -> Objects.requireNonNull(row.get("parts", Long.class)).intValue())
                .one()
                .flatMapMany(parts -> Flux.range(0, parts))
                .concatMap(part -> part(version, part), 1)
                .doOnNext(bytes -> append(unfinished, bytes))
                .then(Mono.fromSupplier(() -> moved(unfinished, to)));
    }

    private Mono<byte[]> part(String version, int part) {
        return database.sql(PART_OF)
                .bind("version", version)
                .bind("part", part)
                .map(row -> Objects.requireNonNull(row.get("bytes", byte[].class)))
                .one();
    }

    private static void append(Path path, byte[] bytes) {
        try {
            var _ = Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path moved(Path from, Path to) {
        try {
            return Files.move(
                    from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets all but the latest. */
    Mono<Void> forget(int kept) {
        return database.sql(FORGET).bind("kept", kept).then();
    }

    /** Whether this replica may train now, or go on: one at a time over all of them. */
    Mono<Boolean> lease(UUID holder, Duration time) {
        return database.sql(LEASE)
                .bind("holder", holder)
                .bind("seconds", time.toMillis() / 1e3)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Whether another replica trains, or the command {@code train}. */
    Mono<Boolean> isLeasedByAnother(UUID holder) {
        return database.sql(LEASED_BY_ANOTHER).bind("holder", holder).fetch().first().hasElement();
    }

    Mono<Void> release(UUID holder) {
        return database.sql(RELEASE).bind("holder", holder).then();
    }

    /** The latest models, the newest first. */
    Flux<Known> all() {
        return database.sql(ALL).mapProperties(Known.class).all();
    }

    /**
     * A model that is kept.
     *
     * @param verdict why it went live, or why not
     * @param withdrawn whether it was rolled back
     */
    record Known(
            String version,
            String kind,
            Instant trainedAt,
            long bytes,
            @Nullable Double recall,
            @Nullable Double ndcg,
            String verdict,
            @Nullable Instant liveSince,
            boolean withdrawn) {}
}

package io.maltan.recommendation.training;

import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.OfflineMeasure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The rows of {@link StoredModels} for a process that may wait for them. */
final class JdbcModels {

    private final JdbcClient jdbc;

    JdbcModels(Connection connection) {
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    /** Writes the model in service to a file; tells whether there is one. */
    boolean fetchServing(Path to) throws IOException {
        Optional<String> version = jdbc.sql(StoredModels.IN_SERVICE).query(String.class).optional();
        if (version.isEmpty()) {
            return false;
        }
        int parts =
                jdbc.sql(StoredModels.PARTS)
                        .param("version", version.get())
                        .query(Integer.class)
                        .single();
        try (OutputStream file = Files.newOutputStream(to)) {
            for (int part = 0; part < parts; part++) {
                file.write(part(version.get(), part));
            }
        }
        return true;
    }

    private byte[] part(String version, int part) {
        return jdbc.sql(StoredModels.PART_OF)
                .param("version", version)
                .param("part", part)
                .query((row, number) -> row.getBytes("bytes"))
                .single();
    }

    /** Keeps a model's file; it is in service only when it goes live. */
    void keep(Path path, ModelFile.About about, String kind, String verdict) throws IOException {
        OfflineMeasure measure = about.measure();
        var _ =
                jdbc.sql(StoredModels.INSERT)
                        .param("version", about.version())
                        .param("kind", kind)
                        .param("trainedAt", about.trainedAt().atOffset(ZoneOffset.UTC))
                        .param("bytes", Files.size(path))
                        .param("recall", measure == null ? null : measure.recall(), Types.DOUBLE)
                        .param("ndcg", measure == null ? null : measure.ndcg(), Types.DOUBLE)
                        .param("verdict", verdict)
                        .update();
        try (var file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(StoredModels.PART);
            for (int part = 0; bytes.length > 0; part++) {
                var _ =
                        jdbc.sql(StoredModels.INSERT_PART)
                                .param("version", about.version())
                                .param("part", part)
                                .param("bytes", bytes)
                                .update();
                bytes = file.readNBytes(StoredModels.PART);
            }
        }
    }

    /** Puts a model into service, if its trainer still has the lease; tells whether. */
    boolean goLive(String version, UUID trainer) {
        return jdbc.sql(StoredModels.GO_LIVE)
                .param("version", version)
                .param("holder", trainer)
                .query(Boolean.class)
                .single();
    }

    /** Forgets all but the latest. */
    void forget(int kept) {
        var _ = jdbc.sql(StoredModels.FORGET).param("kept", kept).update();
    }
}

package io.maltan.compose.service;

import io.maltan.compose.process.Program;
import io.maltan.compose.process.Supervisor;
import io.maltan.compose.settings.DataFolder;
import io.maltan.compose.settings.LogTail;
import io.maltan.compose.settings.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings the databases up to date. What the same build has already migrated is known by a file in
 * the data folder, so that an ordinary start does not wait for it.
 */
public final class Migrations {

    private final DataFolder data;
    private final Supervisor supervisor;

    public Migrations(DataFolder data, Supervisor supervisor) {
        this.data = data;
        this.supervisor = supervisor;
    }

    /** Forgets what has been migrated, because the databases are new. */
    public void forget() {
        try {
            DataFolder.deleteTree(data.migrated());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this build of the service has migrated its database already. */
    public boolean isDone(Service service, String version) {
        try {
            Path stamp = stamp(service);
            return Files.exists(stamp) && Files.readString(stamp).equals(version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Migrates the database of one service. */
    public void run(Service service, String version, Program migration) {
        try {
            if (supervisor.run(migration) != 0) {
                throw new StartFailure(
                        "The migration of %s's database failed:%n%s"
                                .formatted(service.id(), LogTail.of(migration.log())));
            }
            Files.createDirectories(data.migrated());
            Files.writeString(stamp(service), version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted", e);
        }
    }

    private Path stamp(Service service) {
        return data.migrated().resolve(service.id());
    }
}

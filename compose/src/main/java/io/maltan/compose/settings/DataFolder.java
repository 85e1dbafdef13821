package io.maltan.compose.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The folder that everything Maltan keeps lives in; one launcher at a time uses it. */
public record DataFolder(Path root) {

    private static final List<String> CONTENTS =
            List.of("postgres", "redis", "photos", "models", "logs", "migrated");
    private static final List<String> FILES = List.of("secrets", "demo");

    /** A channel that nobody refers to is closed by the garbage collector, and its lock is lost. */
    private static final List<FileChannel> LOCKED = new CopyOnWriteArrayList<>();

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    /** Where the place service keeps people's photos. */
    public Path photos() {
        return root.resolve("photos");
    }

    /** Where the recommendation service keeps its models. */
    public Path models() {
        return root.resolve("models");
    }

    /** What PostgreSQL and Redis are unpacked to. */
    public Path servers() {
        return root.resolve("servers");
    }

    /** What the services' jars are unpacked to. */
    public Path applications() {
        return root.resolve("applications");
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    /** Says that the demo town has been loaded completely. */
    public Path demo() {
        return root.resolve("demo");
    }

    /** Which build has migrated which database. */
    public Path migrated() {
        return root.resolve("migrated");
    }

    /** The processes that the launcher has started, for the one after it. */
    public Path processes() {
        return root.resolve("processes");
    }

    public Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    /** Makes the folder and takes it for this process until the process ends, however it ends. */
    @SuppressWarnings("resource") // the lock is held until the process ends
    public void take() {
        try {
            Files.createDirectories(root.resolve("logs"));
            FileChannel channel =
                    FileChannel.open(
                            root.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw alreadyTaken();
            }
            LOCKED.add(channel);
        } catch (OverlappingFileLockException e) {
            throw alreadyTaken();
        } catch (IOException e) {
            throw new StartFailure("The data folder %s cannot be used: %s".formatted(root, e), e);
        }
    }

    private StartFailure alreadyTaken() {
        return new StartFailure(
                """
                Maltan is already running on the data folder %s.
                Stop it first, or run a second one beside it with its own MALTAN_DATA and MALTAN_BASE_PORT.\
                """
                        .formatted(root));
    }

    /**
     * Forgets everything that was kept: data, secrets, logs. Nothing else in the folder is touched.
     */
    public void clear() {
        try {
            for (String name : CONTENTS) {
                deleteTree(root.resolve(name));
            }
            for (String name : FILES) {
                Files.deleteIfExists(root.resolve(name));
            }
            Files.createDirectories(root.resolve("logs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with all that is in it, if it exists. */
    public static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

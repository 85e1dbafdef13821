package io.maltan.compose.service;

import io.maltan.compose.settings.DataFolder;
import io.maltan.compose.settings.Settings;
import io.maltan.compose.settings.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The services' jars, unpacked: they start faster, and a build that replaces the jar meanwhile does
 * not pull it from under the running service.
 */
public final class Applications {

    private final Settings settings;

    public Applications(Settings settings) {
        this.settings = settings;
    }

    /** Unpacks the jar of a service if it has changed and answers the jar to start. */
    public Path prepare(Service service) {
        Path jar = jar(service);
        Path folder = settings.data().applications().resolve(service.id() + "-" + version(service));
        try {
            if (!Files.exists(folder)) {
                removeOthers(service);
                unpack(jar, folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.resolve(jar.getFileName());
    }

    /** Tells one build of a service from another. */
    public String version(Service service) {
        Path jar = jar(service);
        try {
            return "%x-%x".formatted(Files.getLastModifiedTime(jar).toMillis(), Files.size(jar));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jar(Service service) {
        Path jar =
                settings.home()
                        .resolve(service.id())
                        .resolve("target")
                        .resolve("maltan-" + service.id() + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new StartFailure(
                    "%s is missing; compose/up builds it, and so does mvn package.".formatted(jar));
        }
        return jar;
    }

    private void removeOthers(Service service) throws IOException {
        Files.createDirectories(settings.data().applications());
        try (Stream<Path> folders = Files.list(settings.data().applications())) {
            for (Path folder : folders.toList()) {
                if (folder.getFileName().toString().startsWith(service.id() + "-")) {
                    DataFolder.deleteTree(folder);
                }
            }
        }
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        Path partial = folder.resolveSibling(folder.getFileName() + "-partial");
        DataFolder.deleteTree(partial);
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Java.executable(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-XX:+UseSerialGC",
                                        "-Djarmode=tools",
                                        "-jar",
                                        jar.toString(),
                                        "extract",
                                        "--destination",
                                        partial.toString()))
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StartFailure("%s cannot be unpacked:%n%s".formatted(jar, output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted", e);
        }
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}

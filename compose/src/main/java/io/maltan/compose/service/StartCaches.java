package io.maltan.compose.service;

import io.maltan.compose.process.Program;
import io.maltan.compose.process.Supervisor;
import io.maltan.compose.settings.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Caches of loaded and linked classes (the AOT cache of JDK 25), with which a service starts in
 * about half the time. They are made once for each build, at the lowest priority while Maltan runs
 * already, from a start of the service that reaches no server.
 */
public final class StartCaches {

    private static final List<String> LOWEST_PRIORITY = List.of("nice", "-n", "19");

    private final ServicePrograms programs;
    private final Supervisor supervisor;
    private final Console console;

    public StartCaches(ServicePrograms programs, Supervisor supervisor, Console console) {
        this.programs = programs;
        this.supervisor = supervisor;
        this.console = console;
    }

    /** The cache that belongs to a jar, if it has been made. */
    static Optional<Path> find(Path jar) {
        return Optional.of(file(jar)).filter(Files::exists);
    }

    private static Path file(Path jar) {
        return jar.resolveSibling("start.aot");
    }

    /** Makes those that are missing, one after the other. */
    public void makeMissing(Map<Service, Path> jars) throws InterruptedException {
        List<Map.Entry<Service, Path>> missing =
                jars.entrySet().stream().filter(entry -> find(entry.getValue()).isEmpty()).toList();
        if (missing.isEmpty()) {
            return;
        }
        console.say("services", "preparing faster starts in the background");
        for (Map.Entry<Service, Path> entry : missing) {
            make(entry.getKey(), entry.getValue());
        }
        if (!supervisor.isStopping()) {
            console.say("services", "the next start will be faster");
        }
    }

    private void make(Service service, Path jar) throws InterruptedException {
        Path partial = jar.resolveSibling("start-partial.aot");
        try {
            Files.deleteIfExists(partial);
            if (supervisor.isStopping()) {
                return;
            }
            // The start ends with a failure where a service wants its servers; the cache is made
            // all the same.
            supervisor.run(rehearsal(service, jar, partial));
            if (Files.exists(partial) && !supervisor.isStopping()) {
                Files.move(partial, file(jar), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program rehearsal(Service service, Path jar, Path cache) {
        Program start = programs.rehearsal(service, jar, cache);
        List<String> command = new ArrayList<>(LOWEST_PRIORITY);
        command.addAll(start.command());
        return new Program(
                start.name(),
                command,
                start.environment(),
                start.directory(),
                start.log(),
                start.stop(),
                start.patience());
    }
}

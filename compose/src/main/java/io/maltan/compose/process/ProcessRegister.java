package io.maltan.compose.process;

import io.maltan.compose.settings.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes that run now, in a file. A launcher that finds it filled comes after one that could
 * not end its processes, and ends those that are still there. A process is known by its id together
 * with its start time, because ids are used again.
 */
public final class ProcessRegister {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOCK_JITTER = Duration.ofSeconds(2);

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();

    public ProcessRegister(Path file) {
        this.file = file;
    }

    /** Ends what an earlier launcher has left behind. */
    public void endLeftovers(Console console) {
        List<Entry> leftovers = read().stream().filter(Entry::isAlive).toList();
        for (Entry leftover : leftovers) {
            console.say(leftover.name(), "left over from an earlier run; ending it");
            leftover.handle().ifPresent(ProcessHandle::destroy);
        }
        leftovers.forEach(ProcessRegister::awaitEnd);
    }

    private static void awaitEnd(Entry leftover) {
        leftover.handle().ifPresent(ProcessRegister::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void add(String name, ProcessHandle process) {
        process.info()
                .startInstant()
                .ifPresent(start -> entries.add(new Entry(process.pid(), start, name)));
        write();
    }

    synchronized void remove(ProcessHandle process) {
        entries.removeIf(entry -> entry.pid() == process.pid());
        write();
    }

    private List<Entry> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream().map(Entry::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        try {
            Path written = file.resolveSibling(file.getFileName() + ".new");
            Files.write(written, entries.stream().map(Entry::line).toList());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Entry(long pid, Instant start, String name) {

        static Entry parse(String line) {
            String[] parts = line.split(" ", 3);
            return new Entry(Long.parseLong(parts[0]), Instant.parse(parts[1]), parts[2]);
        }

        String line() {
            return "%d %s %s".formatted(pid, start, name);
        }

        boolean isAlive() {
            return handle().isPresent();
        }

        Optional<ProcessHandle> handle() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            process.info().startInstant().filter(this::same).isPresent());
        }

        private boolean same(Instant other) {
            return Duration.between(start, other).abs().compareTo(CLOCK_JITTER) <= 0;
        }
    }
}

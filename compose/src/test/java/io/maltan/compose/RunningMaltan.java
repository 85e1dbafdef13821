package io.maltan.compose;

import io.maltan.compose.settings.FreePorts;
import io.maltan.compose.settings.Ports;
import io.maltan.compose.settings.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The launcher as its own process, on free ports and a folder of the test. */
final class RunningMaltan {

    static final String ADMIN_EMAIL = "admin@mainjob.invalid";
    static final String ADMIN_PASSWORD = "an-administrator-of-the-test-1";

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final int LOWEST_BASE = 21_000;
    private static final int HIGHEST_BASE = 31_000;
    private static final int BASE_STEP = 10;
    private static final Duration LONGEST_START = Duration.ofMinutes(6);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);
    private static final Duration LONGEST_SURVIVAL = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Path folder;
    private final int base;
    private @Nullable Process launcher;

    private RunningMaltan(Path folder, int base) {
        this.folder = folder;
        this.base = base;
    }

    static RunningMaltan in(Path folder) {
        return new RunningMaltan(folder, freeBase());
    }

    String address() {
        return "http://localhost:" + base;
    }

    Path processes() {
        return folder.resolve("data/processes");
    }

    /** What can be looked through while it runs. */
    Traces traces() {
        return new Traces(
                Ports.from(Map.of("MALTAN_BASE_PORT", "" + base)),
                Secrets.in(folder.resolve("data/secrets")));
    }

    void start() throws IOException, InterruptedException {
        Process process = launch("launcher.log");
        launcher = process;
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!output().contains("Maltan is ready")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("Maltan did not start:\n" + output());
            }
            Thread.sleep(POLL);
        }
    }

    String startSecond() throws IOException, InterruptedException {
        Process second = launch("second.log");
        if (!second.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
            second.destroyForcibly();
        }
        return Files.readString(folder.resolve("second.log"));
    }

    void stop() throws InterruptedException {
        end(Process::destroy);
    }

    void kill() throws InterruptedException {
        end(Process::destroyForcibly);
    }

    private void end(java.util.function.Consumer<Process> signal) throws InterruptedException {
        Process process = launcher;
        if (process == null) {
            return;
        }
        signal.accept(process);
        if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher does not end");
        }
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("launcher.log"));
    }

    String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address() + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** The processes that the launcher has started. */
    List<ProcessHandle> children() throws IOException {
        return Files.readAllLines(processes(), StandardCharsets.UTF_8).stream()
                .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    /** Those that are still there after some time. */
    static List<ProcessHandle> survivors(List<ProcessHandle> processes)
            throws InterruptedException {
        long end = System.nanoTime() + LONGEST_SURVIVAL.toNanos();
        List<ProcessHandle> alive = processes;
        while (!alive.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL);
            alive = alive.stream().filter(ProcessHandle::isAlive).toList();
        }
        return alive;
    }

    private Process launch(String log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dmaltan.home=" + HOME,
                        "-jar",
                        HOME.resolve("compose/target/maltan-compose.jar").toString());
        builder.environment()
                .putAll(
                        Map.of(
                                "MALTAN_DATA",
                                folder.resolve("data").toString(),
                                "MALTAN_BASE_PORT",
                                Integer.toString(base),
                                "MALTAN_PORT",
                                "",
                                "MALTAN_ADMIN_EMAIL",
                                ADMIN_EMAIL,
                                "MALTAN_ADMIN_PASSWORD",
                                ADMIN_PASSWORD));
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.resolve(log).toFile());
        return builder.start();
    }

    private static int freeBase() {
        int offset = (int) (ProcessHandle.current().pid() % 500) * BASE_STEP;
        return IntStream.iterate(
                        LOWEST_BASE + offset, next -> next < HIGHEST_BASE, next -> next + BASE_STEP)
                .filter(next -> areFree(Ports.from(Map.of("MALTAN_BASE_PORT", "" + next))))
                .findFirst()
                .orElseThrow();
    }

    private static boolean areFree(Ports ports) {
        return FreePorts.complaints(Installation.ports(ports)).isEmpty();
    }
}

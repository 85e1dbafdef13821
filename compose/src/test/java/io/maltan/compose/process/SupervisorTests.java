package io.maltan.compose.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.compose.settings.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SupervisorTests {

    private static final Path GUARD = Path.of("guard").toAbsolutePath();

    @TempDir private Path folder = Path.of(".");
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Console console = new Console(System.out);
    private Guard guard = Guard.start(GUARD);
    private Supervisor supervisor =
            new Supervisor(console, new ProcessRegister(Path.of("processes")), guard);

    @BeforeEach
    void begin() {
        console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8));
        supervisor =
                new Supervisor(console, new ProcessRegister(folder.resolve("processes")), guard);
    }

    @AfterEach
    void end() {
        supervisor.stop(List.of("sleeper", "stubborn", "fragile"));
        guard.close();
    }

    @Test
    void startsAgainWhatDies() throws Exception {
        Supervised fragile = supervisor.keepRunning(shell("fragile", "echo life; exit 7"));

        await(fragile, program -> program.deaths() >= 2);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("ended with status 7; starting it again in 1 s");
        assertThat(Files.readString(folder.resolve("fragile.log"))).startsWith("life\nlife\n");
    }

    @Test
    void endsWhatRunsAndDoesNotStartItAgain() throws Exception {
        Supervised sleeper = supervisor.keepRunning(shell("sleeper", "exec sleep 60"));
        await(sleeper, Supervised::isRunning);

        supervisor.stop(List.of("sleeper"));

        assertThat(sleeper.isRunning()).isFalse();
        assertThat(sleeper.deaths()).isZero();
    }

    @Test
    void killsWhatDoesNotEnd() throws Exception {
        Supervised stubborn =
                supervisor.keepRunning(
                        shell("stubborn", "trap '' TERM; echo deaf; while :; do sleep 1; done"));
        await(stubborn, program -> contains(program.program().log(), "deaf"));

        supervisor.stop(List.of("stubborn"));

        assertThat(stubborn.isRunning()).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("does not end; killing it");
    }

    @Test
    void runsAProgramOnce() throws Exception {
        assertThat(supervisor.run(shell("once", "exit 3"))).isEqualTo(3);
    }

    @Test
    void endsAnErrandThatIsUnderWay() throws Exception {
        CompletableFuture<Integer> errand =
                CompletableFuture.supplyAsync(() -> run(shell("errand", "echo away; sleep 60")));
        while (!contains(folder.resolve("errand.log"), "away")) {
            Thread.sleep(Duration.ofMillis(20));
        }

        supervisor.beginStop();

        assertThat(errand.get(10, TimeUnit.SECONDS)).isNotZero();
    }

    private int run(Program program) {
        try {
            return supervisor.run(program);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theNextLauncherEndsWhatTheLastOneLeft() throws Exception {
        Supervised sleeper = supervisor.keepRunning(shell("sleeper", "exec sleep 60"));
        await(sleeper, Supervised::isRunning);
        Path register = Files.copy(folder.resolve("processes"), folder.resolve("left"));
        supervisor.beginStop();

        new ProcessRegister(register).endLeftovers(console);

        await(sleeper, left -> !left.isRunning());
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("left over");
    }

    @Test
    void theNextLauncherSparesAStrangerWithTheSameProcessId() throws Exception {
        Path register =
                Files.writeString(
                        folder.resolve("left"),
                        "%d 2001-01-01T00:00:00Z place\n".formatted(ProcessHandle.current().pid()));

        new ProcessRegister(register).endLeftovers(console);

        assertThat(said.size()).isZero();
    }

    @Test
    void theGuardEndsEverythingWhenTheLauncherIsGone() throws Exception {
        Process orphan = new ProcessBuilder("sleep", "60").start();
        Process lonely = new ProcessBuilder("bash", GUARD.toString()).start();
        lonely.outputWriter().append("watch " + orphan.pid() + " TERM\n").close();

        assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lonely.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Program shell(String name, String script) {
        return new Program(
                name,
                List.of("sh", "-c", script),
                Map.of(),
                folder,
                folder.resolve(name + ".log"),
                "TERM",
                Duration.ofSeconds(1));
    }

    private static void await(Supervised program, Predicate<Supervised> condition)
            throws InterruptedException {
        while (!condition.test(program)) {
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}

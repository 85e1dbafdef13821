package io.maltan.compose.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A program that is started again when it dies. */
public final class Supervised {

    private final Supervisor supervisor;
    private final Program program;
    private final RestartPause pauses = new RestartPause();
    private volatile @Nullable Process process;
    private final AtomicInteger deaths = new AtomicInteger();

    Supervised(Supervisor supervisor, Program program) {
        this.supervisor = supervisor;
        this.program = program;
    }

    public Program program() {
        return program;
    }

    /** How often it has ended without being asked. */
    public int deaths() {
        return deaths.get();
    }

    public boolean isRunning() {
        Process current = process;
        return current != null && current.isAlive();
    }

    void begin() {
        Thread.ofVirtual().name("supervise-" + program.name()).start(this::supervise);
    }

    private void supervise() {
        try {
            while (!supervisor.isStopping()) {
                Instant start = Instant.now();
                String end = runOnce();
                if (supervisor.isStopping()) {
                    return;
                }
                deaths.incrementAndGet();
                pause(end, pauses.after(Duration.between(start, Instant.now())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String runOnce() throws InterruptedException {
        try {
            Process started = start();
            int status = started.waitFor();
            supervisor.ended(started);
            return "ended with status " + status;
        } catch (IOException e) {
            return "cannot be started: " + e.getMessage();
        }
    }

    /** Whoever stops everything sees the process, or no process is started any more. */
    private Process start() throws IOException {
        synchronized (supervisor) {
            Process started = supervisor.launch(program);
            process = started;
            return started;
        }
    }

    private void pause(String end, Duration pause) throws InterruptedException {
        supervisor
                .console()
                .say(
                        program.name(),
                        "%s; starting it again in %d s (log: %s)"
                                .formatted(end, pause.toSeconds(), program.log()));
        boolean stopped = supervisor.stopping().await(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (!stopped) {
            supervisor.console().say(program.name(), "starting again");
        }
    }

    void askToEnd() {
        Process current = process;
        if (current != null && current.isAlive()) {
            signal(current, program.stop());
        }
    }

    void awaitEnd() {
        Process current = process;
        if (current == null) {
            return;
        }
        try {
            if (!current.waitFor(program.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                supervisor.console().say(program.name(), "does not end; killing it");
                current.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void signal(Process target, String signal) {
        try {
            new ProcessBuilder(List.of("sh", "-c", "kill -%s %d".formatted(signal, target.pid())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            target.destroy();
        } catch (InterruptedException e) {
            target.destroy();
            Thread.currentThread().interrupt();
        }
    }
}

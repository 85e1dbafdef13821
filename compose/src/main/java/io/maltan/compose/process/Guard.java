package io.maltan.compose.process;

import io.maltan.compose.settings.StartFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A small process beside the launcher, which ends what the launcher has started when the launcher
 * is gone without a word: killed, or out of memory. It notices because its input ends.
 */
public final class Guard implements AutoCloseable {

    private final Process process;
    private final BufferedWriter orders;

    private Guard(Process process) {
        this.process = process;
        this.orders = process.outputWriter();
    }

    /** Starts the guard, a Bash script. */
    public static Guard start(Path script) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(Session.own(List.of("bash", script.toString())));
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            return new Guard(builder.start());
        } catch (IOException e) {
            throw new StartFailure("%s cannot be run: %s".formatted(script, e.getMessage()), e);
        }
    }

    void watch(long pid, String signal) {
        order("watch " + pid + " " + signal);
    }

    void forget(long pid) {
        order("forget " + pid);
    }

    /** Everything has ended in good order: nothing is left to guard. */
    @Override
    public void close() {
        order("done");
    }

    private synchronized void order(String line) {
        if (!process.isAlive()) {
            return;
        }
        try {
            orders.write(line);
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            // The guard is gone; the register of processes serves the next launcher instead.
            process.destroy();
        }
    }
}

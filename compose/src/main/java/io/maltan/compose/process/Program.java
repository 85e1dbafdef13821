package io.maltan.compose.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program that can be started.
 *
 * @param name what the person at the terminal knows it by
 * @param environment what is added to the environment of the launcher
 * @param log where everything goes that the program prints
 * @param stop the signal that asks it to end, e.g. {@code TERM}
 * @param patience how long it may take to end before it is killed
 */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        String stop,
        Duration patience) {

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}

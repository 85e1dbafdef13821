package io.maltan.compose.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts a command into a session of its own, so that Ctrl-C at the terminal reaches the launcher
 * alone, which then stops everything in good order.
 */
final class Session {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final List<String> PREFIX = prefix();

    private Session() {}

    static List<String> own(List<String> command) {
        List<String> prefixed = new ArrayList<>(PREFIX);
        prefixed.addAll(command);
        return prefixed;
    }

    private static List<String> prefix() {
        if (isOnPath("setsid")) {
            return List.of("setsid");
        }
        if (isOnPath("perl")) { // macOS has no setsid
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die $!", "--");
        }
        return List.of();
    }

    private static boolean isOnPath(String name) {
        return SEPARATOR
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}

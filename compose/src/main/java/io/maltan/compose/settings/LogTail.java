package io.maltan.compose.settings;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for the person at the terminal. */
public final class LogTail {

    private static final int LINES = 15;
    private static final long BYTES = 16 * 1024;

    private LogTail() {}

    /** The last lines of a log, indented, and where the rest is. */
    public static String of(Path log) {
        if (!Files.exists(log)) {
            return "  (there is no log at %s)".formatted(log);
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES));
            byte[] end = new byte[(int) Math.min(BYTES, file.length())];
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return "  %s%n  (the whole log: %s)".formatted(String.join("\n  ", last), log);
        } catch (IOException e) {
            return "  (the log %s cannot be read: %s)".formatted(log, e.getMessage());
        }
    }
}

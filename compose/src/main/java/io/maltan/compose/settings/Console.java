package io.maltan.compose.settings;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** What the person at the terminal reads: one line for each thing that happens. */
public final class Console {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;

    public Console(PrintStream out) {
        this.out = out;
    }

    /** Says what happened to whom, with the time of day. */
    public void say(String subject, String text) {
        print(
                "%s  %-14s  %s"
                        .formatted(
                                LocalTime.now(ZoneId.systemDefault()).format(TIME), subject, text));
    }

    /** Prints a line as it is. */
    public synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}

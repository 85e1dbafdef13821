package io.maltan.recommendation.evaluation;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What was measured: lines of text for people, and one of JSON for programs, which is the last. */
final class Report {

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void say(String text, Object... arguments) {
        out.printf(Locale.ROOT, text + "%n", arguments);
    }

    /** Says what is odd about files that can be used nevertheless. */
    void remarks(CheckIns checkIns) {
        checkIns.remarks().forEach(remark -> say("%s", remark));
    }

    void figure(String name, String label, double value) {
        figures.put(name, value);
        say("%-28s %.5f", label, value);
    }

    void figure(String name, String label, long value) {
        figures.put(name, value);
        say("%-28s %,d", label, value);
    }

    /** A gain, and how sure it is. */
    void difference(String name, String label, Difference difference) {
        figures.put(name, difference.mean());
        figures.put(name + "Low", difference.low());
        figures.put(name + "High", difference.high());
        say(
                "%-28s %+.5f (95 %%: %+.5f to %+.5f)",
                label, difference.mean(), difference.low(), difference.high());
    }

    void text(String name, String label, String value) {
        figures.put(name, value);
        say("%-28s %s", label, value);
    }

    void seconds(String name, String label, long nanoseconds) {
        double seconds = Math.round(nanoseconds / 1e6) / 1e3;
        figures.put(name, seconds);
        say("%-28s %.1f s", label, seconds);
    }

    void finish() {
        figure("peakMemoryBytes", "peak memory, bytes", Memory.peakBytes());
        out.println(JsonMapper.builder().build().writeValueAsString(figures));
    }
}

package io.maltan.compose.mainjob;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Walks the main job against a running system and ends with a line {@code N passed, N failed}.
 * Reads {@code MALTAN_URL}, {@code MALTAN_ADMIN_EMAIL}, {@code MALTAN_ADMIN_PASSWORD}, {@code
 * MALTAN_EXTRACT} (an OpenStreetMap extract around Andorra la Vella; else an invented one), and
 * {@code MALTAN_DATA} where a service may be killed.
 */
public final class CheckMainJob {

    private final PrintStream out;
    private int passed;
    private int failed;

    private CheckMainJob(PrintStream out) {
        this.out = out;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        CheckMainJob run = new CheckMainJob(out);
        for (Check check : mainJob(System.getenv()).checks()) {
            run.run(check);
        }
        out.printf("%d passed, %d failed%n", run.passed, run.failed);
        System.exit(run.failed == 0 ? 0 : 1);
    }

    private static MainJob mainJob(Map<String, String> environment) throws IOException {
        String data = environment.getOrDefault("MALTAN_DATA", "");
        return new MainJob(
                environment.getOrDefault("MALTAN_URL", "http://localhost:8080"),
                environment.getOrDefault("MALTAN_ADMIN_EMAIL", "admin@maltan.local"),
                environment.getOrDefault("MALTAN_ADMIN_PASSWORD", ""),
                extract(environment.getOrDefault("MALTAN_EXTRACT", "")),
                Extract.LATITUDE,
                Extract.LONGITUDE,
                data.isBlank() ? null : Path.of(data, "processes"));
    }

    private static Path extract(String given) throws IOException {
        return given.isBlank()
                ? Extract.write(Files.createTempFile("maltan", ".osm.pbf"))
                : Path.of(given);
    }

    @SuppressWarnings("CatchFail") // whatever a check throws, it has failed and the next one runs
    private void run(Check check) throws InterruptedException {
        long start = System.nanoTime();
        try {
            check.step().run();
            passed++;
            report("ok    ", check, start, "");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            failed++;
            report("FAILED", check, start, "\n        " + e);
        }
    }

    private void report(String result, Check check, long start, String detail) {
        out.printf(
                "  %s  %s (%d ms)%s%n",
                result, check.name(), (System.nanoTime() - start) / 1_000_000, detail);
    }
}

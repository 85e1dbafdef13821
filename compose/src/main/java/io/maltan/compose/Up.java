package io.maltan.compose;

import io.maltan.compose.process.Guard;
import io.maltan.compose.process.ProcessRegister;
import io.maltan.compose.process.Supervisor;
import io.maltan.compose.service.Administrator;
import io.maltan.compose.settings.Console;
import io.maltan.compose.settings.FreePorts;
import io.maltan.compose.settings.Settings;
import io.maltan.compose.settings.StartFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The program behind {@code compose/up}. */
public final class Up {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Options options;
    private final Settings settings;
    private final Console console;

    private Up(Options options, Settings settings, Console console) {
        this.options = options;
        this.settings = settings;
        this.console = console;
    }

    public static void main(String... arguments) {
        Console console =
                new Console(
                        new PrintStream(
                                new FileOutputStream(FileDescriptor.out),
                                true,
                                StandardCharsets.UTF_8));
        try {
            new Up(Options.parse(arguments), settings(), console).run();
        } catch (UnknownOption e) {
            console.print("compose/up: " + e.getMessage());
            System.exit(USAGE);
        } catch (StartFailure e) {
            console.print("\ncompose/up: " + e.getMessage());
            System.exit(FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.exit(FAILED);
        }
    }

    private static Settings settings() {
        return Settings.from(
                Path.of(System.getProperty("maltan.home", ".")).toAbsolutePath().normalize(),
                System.getenv());
    }

    private void run() throws InterruptedException {
        long start = System.nanoTime();
        settings.data().take();
        ProcessRegister register = new ProcessRegister(settings.data().processes());
        register.endLeftovers(console);
        requireFreePorts();
        if (options.fresh()) {
            console.say("data", "beginning anew in " + settings.data().root());
            settings.data().clear();
        }
        Guard guard = Guard.start(settings.home().resolve("compose/guard"));
        Supervisor supervisor = new Supervisor(console, register, guard);
        Installation installation = new Installation(settings, console, supervisor);
        stopAtTheEnd(installation, guard);
        installation.start();
        welcome(installation.administrator(), Duration.ofNanos(System.nanoTime() - start));
        if (options.demo()) {
            loadDemo(installation);
        }
        new CountDownLatch(1).await();
    }

    /** Maltan runs also without the demo town. */
    private void loadDemo(Installation installation) throws InterruptedException {
        try {
            installation.loadDemo();
        } catch (StartFailure e) {
            console.say("demo", String.valueOf(e.getMessage()));
            console.say("demo", "not complete; the next compose/up --demo goes on from here");
        }
    }

    private void requireFreePorts() {
        List<String> complaints = FreePorts.complaints(Installation.ports(settings.ports()));
        if (!complaints.isEmpty()) {
            throw new StartFailure(
                    """
                    %s
                    MALTAN_PORT moves the gateway, MALTAN_BASE_PORT everything; e.g. MALTAN_BASE_PORT=18080 compose/up\
                    """
                            .formatted(String.join("\n", complaints)));
        }
    }

    private void stopAtTheEnd(Installation installation, Guard guard) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(installation, guard), "stop-maltan"));
    }

    private void stop(Installation installation, Guard guard) {
        console.print("");
        console.say("maltan", "stopping");
        installation.stop();
        guard.close();
        console.say("maltan", "stopped; the data stay in " + settings.data().root());
    }

    private void welcome(Administrator administrator, Duration took) {
        String address = settings.address();
        console.print(
                """

                Maltan is ready after %.1f s.

                  API            %s/api/v1
                  API reference  %s/docs
                  Health         %s/health
                  Administrator  %s, %s
                  Logs           %s

                Ctrl-C stops it.\
                """
                        .formatted(
                                took.toMillis() / 1000.0,
                                address,
                                address,
                                address,
                                administrator.email(),
                                password(administrator),
                                settings.data().root().resolve("logs")));
    }

    private String password(Administrator administrator) {
        if (!settings.get("MALTAN_ADMIN_PASSWORD", "").isEmpty()) {
            return "password from MALTAN_ADMIN_PASSWORD";
        }
        return administrator.isNew()
                ? "password " + administrator.password()
                : "password as printed at the first start (kept in %s)"
                        .formatted(settings.data().secrets());
    }
}

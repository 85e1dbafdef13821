package io.maltan.compose.server;

import io.maltan.compose.process.Polling;
import io.maltan.compose.process.Program;
import io.maltan.compose.settings.DataFolder;
import io.maltan.compose.settings.Secrets;
import io.maltan.compose.settings.Settings;
import io.maltan.compose.settings.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The PostgreSQL server of {@code compose/up}. It listens on this machine alone and asks for
 * passwords.
 */
public final class PostgresServer {

    public static final String NAME = "postgres";

    private static final String SUPERUSER = "postgres";
    private static final String WRONG_PASSWORD = "28P01";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Pattern SETTING = Pattern.compile("(\\w+)\\s*=\\s*(.+)");

    private final Settings settings;
    private final Secrets secrets;

    public PostgresServer(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Unpacks the server and makes its data folder, where they are not there yet. */
    public Program prepare() {
        try {
            PostgresBinaries binaries = PostgresBinaries.in(settings.data().servers());
            if (!isInitialised()) {
                initialise(binaries);
            }
            requireSameVersion();
            return program(binaries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is a data folder already. */
    public boolean isInitialised() {
        return Files.exists(settings.data().postgres());
    }

    /** Connects to a database as the superuser. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", secrets.secret(SUPERUSER));
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s"
                        .formatted(settings.ports().postgres(), database),
                properties);
    }

    /** Waits until the server accepts connections. */
    public void awaitReady(BooleanSupplier givenUp) throws InterruptedException {
        boolean ready =
                Polling.until(LONGEST_START, POLL, () -> givenUp.getAsBoolean() || answers());
        if (!ready || givenUp.getAsBoolean()) {
            throw new StartFailure(
                    "PostgreSQL did not start; its log is %s."
                            .formatted(settings.data().log(NAME)));
        }
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                throw new StartFailure(
                        """
                        The secrets in %s do not fit the data in %s.
                        Put the right file back, or begin anew with compose/up --fresh.\
                        """
                                .formatted(settings.data().secrets(), settings.data().postgres()),
                        e);
            }
            return false;
        }
    }

    private void initialise(PostgresBinaries binaries) throws IOException {
        Path partial = settings.data().root().resolve("postgres-partial");
        DataFolder.deleteTree(partial);
        Path password =
                Files.createTempFile(
                        settings.data().root(),
                        "postgres",
                        null,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, secrets.secret(SUPERUSER));
            run(
                    Unprivileged.command(
                            List.of(
                                    binaries.program("initdb"),
                                    "--pgdata=" + partial,
                                    "--username=" + SUPERUSER,
                                    "--pwfile=" + password,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--locale=" + locale())));
        } finally {
            Files.delete(password);
        }
        Files.move(partial, settings.data().postgres(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireSameVersion() throws IOException {
        String version = Files.readString(settings.data().postgres().resolve("PG_VERSION")).strip();
        if (!version.equals(PostgresBinaries.MAJOR_VERSION)) {
            throw new StartFailure(
                    "The data in %s belong to PostgreSQL %s, this is %s. Begin anew with compose/up --fresh."
                            .formatted(
                                    settings.data().postgres(),
                                    version,
                                    PostgresBinaries.MAJOR_VERSION));
        }
    }

    private static String locale() {
        return System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8";
    }

    private void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StartFailure("PostgreSQL's data folder cannot be made:\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted", e);
        }
    }

    private Program program(PostgresBinaries binaries) throws IOException {
        List<String> command = new ArrayList<>(List.of(binaries.program("postgres")));
        command.addAll(List.of("-D", settings.data().postgres().toString()));
        command.addAll(List.of("-p", Integer.toString(settings.ports().postgres())));
        configuration().forEach(setting -> command.addAll(List.of("-c", setting)));
        return new Program(
                NAME,
                Unprivileged.command(command),
                Map.of("LC_ALL", locale()),
                settings.data().root(),
                settings.data().log(NAME),
                "INT", // fast shutdown: open connections are closed
                PATIENCE);
    }

    private List<String> configuration() throws IOException {
        Stream<String> shared =
                Files.readAllLines(settings.home().resolve("compose/postgres/maltan.conf")).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> SETTING.matcher(line.strip()).replaceFirst("$1=$2"));
        return Stream.concat(
                        shared, Stream.of("listen_addresses=127.0.0.1", "unix_socket_directories="))
                .toList();
    }
}

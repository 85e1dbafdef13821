package io.maltan.compose.server;

import io.maltan.compose.process.Polling;
import io.maltan.compose.process.Program;
import io.maltan.compose.settings.Secrets;
import io.maltan.compose.settings.Settings;
import io.maltan.compose.settings.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import redis.embedded.core.ExecutableProvider;

/**
 * The Redis server of {@code compose/up}. It listens on this machine alone and asks for a password.
 */
public final class RedisServer {

    public static final String NAME = "redis";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int TIMEOUT_MILLIS = 1000;

    private final Settings settings;
    private final Secrets secrets;

    public RedisServer(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Unpacks the server and writes its configuration. */
    public Program prepare() {
        try {
            Files.createDirectories(settings.data().redis());
            Path executable = executable();
            return new Program(
                    NAME,
                    List.of(executable.toString(), configuration().toString()),
                    Map.of(),
                    settings.data().redis(),
                    settings.data().log(NAME),
                    "TERM",
                    PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server answers; while it loads its data it does not. */
    public void awaitReady(BooleanSupplier givenUp) throws InterruptedException {
        boolean ready =
                Polling.until(LONGEST_START, POLL, () -> givenUp.getAsBoolean() || answers());
        if (!ready || givenUp.getAsBoolean()) {
            throw new StartFailure(
                    "Redis did not start; its log is %s.".formatted(settings.data().log(NAME)));
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), settings.ports().redis()),
                    TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(
                            "AUTH %s\r\nPING\r\n"
                                    .formatted(secrets.secret(NAME))
                                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(answers.readLine()) && "+PONG".equals(answers.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    private Path executable() throws IOException {
        Path folder = settings.data().servers().resolve("redis");
        Files.createDirectories(folder);
        return ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    }

    private Path configuration() throws IOException {
        Path file = settings.data().redis().resolve("redis.conf");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                Files.readString(settings.home().resolve("compose/redis/maltan.conf"))
                        + """
                        bind 127.0.0.1
                        port %d
                        dir "%s"
                        requirepass %s
                        """
                                .formatted(
                                        settings.ports().redis(),
                                        settings.data().redis(),
                                        secrets.secret(NAME)));
    }
}

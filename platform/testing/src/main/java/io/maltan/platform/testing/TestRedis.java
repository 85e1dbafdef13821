package io.maltan.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import redis.embedded.RedisServer;

/**
 * A real Redis server for the tests of one JVM: the one that {@code MALTAN_TEST_REDIS} names
 * ({@code redis://host:port}), else a container where a Docker engine answers, else the embedded
 * server. Tests that want a Redis to stop or to flush start {@link #ownServer() their own}.
 */
public final class TestRedis {

    private static final int DATABASES = 256;
    private static final AtomicInteger nextDatabase = new AtomicInteger();

    private static @Nullable Address server;

    private TestRedis() {}

    /** An unused logical database of the shared server. */
    public static Database database() {
        Address address = server();
        return new Database(
                address.host(), address.port(), nextDatabase.getAndIncrement() % DATABASES);
    }

    /** An embedded server for one test alone; the test starts and stops it. */
    public static RedisServer ownServer() {
        return newServer(freePort());
    }

    private static synchronized Address server() {
        if (server == null) {
            server = start();
        }
        return server;
    }

    private static Address start() {
        String named = System.getenv("MALTAN_TEST_REDIS");
        if (named != null && !named.isBlank()) {
            URI uri = URI.create(named);
            return new Address(uri.getHost(), uri.getPort());
        }
        return Containers.orEmbedded(TestRedis::container, TestRedis::embedded);
    }

    @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it afterwards
    private static Address container() {
        GenericContainer<?> container =
                new GenericContainer<>("redis:8-alpine")
                        .withExposedPorts(6379)
                        .withCommand("redis-server", "--databases", Integer.toString(DATABASES));
        container.start();
        return new Address(container.getHost(), container.getFirstMappedPort());
    }

    private static Address embedded() {
        int port = freePort();
        RedisServer redis = newServer(port);
        try {
            redis.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded Redis did not start", e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(redis), "stop-redis"));
        return new Address("localhost", port);
    }

    private static RedisServer newServer(int port) {
        try {
            return RedisServer.newRedisServer()
                    .port(port)
                    .setting("databases " + DATABASES)
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .setting("bind 127.0.0.1")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(RedisServer redis) {
        try {
            redis.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A logical database of a server. */
    public record Database(String host, int port, int index) {}

    private record Address(String host, int port) {}
}

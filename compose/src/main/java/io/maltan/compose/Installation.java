package io.maltan.compose;

import io.maltan.compose.demo.DemoTown;
import io.maltan.compose.process.Polling;
import io.maltan.compose.process.Supervised;
import io.maltan.compose.process.Supervisor;
import io.maltan.compose.server.Databases;
import io.maltan.compose.server.PostgresServer;
import io.maltan.compose.server.RedisServer;
import io.maltan.compose.service.Administrator;
import io.maltan.compose.service.Applications;
import io.maltan.compose.service.Migrations;
import io.maltan.compose.service.Readiness;
import io.maltan.compose.service.Service;
import io.maltan.compose.service.ServicePrograms;
import io.maltan.compose.settings.Console;
import io.maltan.compose.settings.LogTail;
import io.maltan.compose.settings.Ports;
import io.maltan.compose.settings.Secrets;
import io.maltan.compose.settings.Settings;
import io.maltan.compose.settings.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** All of Maltan on this machine: the two servers and the five services. */
final class Installation {

    private static final Duration POLL = Duration.ofMillis(150);
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final int DEATHS_THAT_END_THE_START = 3;

    private final Settings settings;
    private final Console console;
    private final Supervisor supervisor;
    private final Secrets secrets;
    private final Administrator administrator;
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final Applications applications;
    private final Migrations migrations;
    private final ServicePrograms programs;
    private final Map<Service, Supervised> running = new EnumMap<>(Service.class);

    Installation(Settings settings, Console console, Supervisor supervisor) {
        this.settings = settings;
        this.console = console;
        this.supervisor = supervisor;
        this.secrets = Secrets.in(settings.data().secrets());
        this.administrator = Administrator.from(settings, secrets);
        this.postgres = new PostgresServer(settings, secrets);
        this.redis = new RedisServer(settings, secrets);
        this.applications = new Applications(settings);
        this.migrations = new Migrations(settings.data(), supervisor);
        this.programs = new ServicePrograms(settings, secrets, administrator);
    }

    Administrator administrator() {
        return administrator;
    }

    /** Starts everything and returns when all services are ready. */
    void start() throws InterruptedException {
        Map<Service, Path> jars = startServers();
        migrate(jars);
        jars.forEach((service, jar) ->
                running.put(service, supervisor.keepRunning(programs.program(service, jar))));
        awaitReady();
    }

    /** Loads the demo town unless it is there. */
    void loadDemo() throws InterruptedException {
        new DemoTown(settings, secrets, administrator, console).load();
    }

    /** Ends everything: the gateway first, the servers last. */
    void stop() {
        supervisor.stop(List.of(Service.GATEWAY.id()));
        supervisor.stop(Service.behindGateway().stream().map(Service::id).toList());
        supervisor.stop(List.of(PostgresServer.NAME, RedisServer.NAME));
    }

    /** What listens where, for the check before the start. */
    static Map<String, Integer> ports(Ports ports) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            wanted.put(service.id(), service.port(ports));
            wanted.put(service.id() + " management", service.managementPort(ports));
        }
        wanted.put(PostgresServer.NAME, ports.postgres());
        wanted.put(RedisServer.NAME, ports.redis());
        return wanted;
    }

    private Map<Service, Path> startServers() throws InterruptedException {
        List<Callable<Map.Entry<Service, Path>>> unpacking = new ArrayList<>();
        for (Service service : Service.values()) {
            unpacking.add(() -> Map.entry(service, applications.prepare(service)));
        }
        Together together = new Together();
        together.add(this::startPostgres);
        together.add(this::startRedis);
        Map<Service, Path> jars = new EnumMap<>(Service.class);
        for (Map.Entry<Service, Path> entry : together.all(unpacking)) {
            jars.put(entry.getKey(), entry.getValue());
        }
        return jars;
    }

    private void startPostgres() throws InterruptedException {
        if (!postgres.isInitialised()) {
            migrations.forget();
            console.say(PostgresServer.NAME, "making a new data folder");
        }
        Supervised server = supervisor.keepRunning(postgres.prepare());
        postgres.awaitReady(() -> server.deaths() >= DEATHS_THAT_END_THE_START || isStopping());
        new Databases(postgres)
                .prepare(
                        Service.behindGateway().stream()
                                .map(Service::database)
                                .collect(Collectors.toMap(database -> database, secrets::secret)));
        console.say(
                PostgresServer.NAME,
                "ready on port %d, data in %s"
                        .formatted(settings.ports().postgres(), settings.data().postgres()));
    }

    private void startRedis() throws InterruptedException {
        Supervised server = supervisor.keepRunning(redis.prepare());
        redis.awaitReady(() -> server.deaths() >= DEATHS_THAT_END_THE_START || isStopping());
        console.say(RedisServer.NAME, "ready on port %d".formatted(settings.ports().redis()));
    }

    private void migrate(Map<Service, Path> jars) throws InterruptedException {
        Together together = new Together();
        for (Service service : Service.behindGateway()) {
            String version = applications.version(service);
            Path jar = jars.get(service);
            if (jar != null && !migrations.isDone(service, version)) {
                together.add(() -> migrate(service, version, jar));
            }
        }
        together.all(List.of());
    }

    private void migrate(Service service, String version, Path jar) {
        migrations.run(service, version, programs.migration(service, jar));
        console.say(service.id(), "database is up to date");
    }

    private void awaitReady() throws InterruptedException {
        console.say("services", "starting all five; this takes a moment");
        long start = System.nanoTime();
        List<Service> waiting = new ArrayList<>(List.of(Service.values()));
        try (Readiness readiness = new Readiness(settings.ports())) {
            boolean allReady =
                    Polling.until(LONGEST_START, POLL, () -> areReady(waiting, readiness, start));
            if (!allReady) {
                throw notReady(waiting.getFirst());
            }
        }
    }

    private boolean areReady(List<Service> waiting, Readiness readiness, long start)
            throws InterruptedException {
        for (Service service : List.copyOf(waiting)) {
            requireHope(service);
            if (readiness.isReady(service)) {
                waiting.remove(service);
                sayReady(service, Duration.ofNanos(System.nanoTime() - start));
            }
        }
        return waiting.isEmpty();
    }

    private void sayReady(Service service, Duration after) {
        console.say(
                service.id(),
                "ready on port %d after %.1f s"
                        .formatted(service.port(settings.ports()), after.toMillis() / 1000.0));
    }

    private void requireHope(Service service) {
        Supervised supervised = running.get(service);
        boolean hopeless = supervised != null && supervised.deaths() >= DEATHS_THAT_END_THE_START;
        if (hopeless || isStopping()) {
            throw notReady(service);
        }
    }

    private StartFailure notReady(Service service) {
        return new StartFailure(
                "%s does not become ready:%n%s"
                        .formatted(service.id(), LogTail.of(settings.data().log(service.id()))));
    }

    private boolean isStopping() {
        return supervisor.isStopping();
    }
}

package io.maltan.compose.service;

import io.maltan.compose.process.Program;
import io.maltan.compose.settings.Ports;
import io.maltan.compose.settings.Secrets;
import io.maltan.compose.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How each service is started: the JVM arguments of its container, and its environment.
 *
 * <p>Beside the unpacked jar the JVM keeps an archive of the classes that it loaded, which it
 * writes by itself when it ends for the first time: later starts cost about half. There is nothing
 * to prepare in the background, and an archive that does not fit is not used.
 */
public final class ServicePrograms {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** At its first end a service writes its archive of classes, and all of them do so at once. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(25);

    private static final String LOOPBACK = "127.0.0.1";

    private final Settings settings;
    private final Secrets secrets;
    private final Administrator administrator;

    public ServicePrograms(Settings settings, Secrets secrets, Administrator administrator) {
        this.settings = settings;
        this.secrets = secrets;
        this.administrator = administrator;
    }

    /** The service itself. */
    public Program program(Service service, Path jar) {
        Path archive = jar.resolveSibling("classes.jsa");
        return new Program(
                service.id(),
                List.of(
                        Java.executable(),
                        arguments(service.id()),
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:cds=off",
                        "-jar",
                        jar.toString()),
                environment(service),
                settings.data().root(),
                settings.data().log(service.id()),
                "TERM",
                Files.exists(archive) ? PATIENCE : FIRST_PATIENCE);
    }

    /** The one-shot migration of the service's database. */
    public Program migration(Service service, Path jar) {
        String name = "migrate-" + service.id();
        return new Program(
                name,
                List.of(Java.executable(), arguments("migrate"), "-jar", jar.toString(), "migrate"),
                environment(service),
                settings.data().root(),
                settings.data().log(name),
                "TERM",
                PATIENCE);
    }

    private String arguments(String name) {
        return "@" + settings.home().resolve("compose/jvm").resolve(name + ".args");
    }

    /** What the service is told; see the table in the README. */
    Map<String, String> environment(Service service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MALLOC_ARENA_MAX", "2");
        addAddresses(environment, service);
        addServers(environment, service);
        environment.put("MALTAN_INTERNAL_SECRET", secrets.secret("internal"));
        environment.put("MALTAN_ISSUER", settings.get("MALTAN_ISSUER", settings.address()));
        environment.put("MALTAN_RATE_LIMITS", settings.get("MALTAN_RATE_LIMITS", "enforce"));
        environment.put("MALTAN_CONFIG", settings.get("MALTAN_CONFIG", mountedSettings()));
        addFolders(environment, service);
        if (service == Service.USER) {
            environment.put("MALTAN_KEY_SECRET", secrets.secret("key"));
            environment.put("MALTAN_ADMIN_EMAIL", administrator.email());
            environment.put("MALTAN_ADMIN_PASSWORD", administrator.password());
        } else {
            // What the launcher was told is not for everyone.
            environment.put("MALTAN_ADMIN_EMAIL", "");
            environment.put("MALTAN_ADMIN_PASSWORD", "");
        }
        return environment;
    }

    /** Those that come with the project; each service reads its own and the shared file. */
    private String mountedSettings() {
        return settings.home().resolve("compose/config").toString();
    }

    private void addFolders(Map<String, String> environment, Service service) {
        switch (service) {
            case PLACE ->
                    environment.put("MALTAN_PHOTOS_DIRECTORY", settings.data().photos().toString());
            case RECOMMENDATION ->
                    environment.put("MALTAN_MODELS_DIRECTORY", settings.data().models().toString());
            default -> {
                // The others keep no files.
            }
        }
    }

    private void addAddresses(Map<String, String> environment, Service service) {
        Ports ports = settings.ports();
        environment.put("SERVER_PORT", Integer.toString(service.port(ports)));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(service.managementPort(ports)));
        environment.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
        if (service != Service.GATEWAY) {
            environment.put("SERVER_ADDRESS", LOOPBACK);
        }
        for (Service other : Service.behindGateway()) {
            environment.put(
                    "MALTAN_" + other.name() + "_URI",
                    "http://%s:%d".formatted(LOOPBACK, other.port(ports)));
        }
    }

    private void addServers(Map<String, String> environment, Service service) {
        environment.put("MALTAN_REDIS_HOST", LOOPBACK);
        environment.put("MALTAN_REDIS_PORT", Integer.toString(settings.ports().redis()));
        environment.put("MALTAN_REDIS_PASSWORD", secrets.secret("redis"));
        if (service != Service.GATEWAY) {
            environment.put("MALTAN_POSTGRES_HOST", LOOPBACK);
            environment.put("MALTAN_POSTGRES_PORT", Integer.toString(settings.ports().postgres()));
            environment.put("MALTAN_DATABASE_PASSWORD", secrets.secret(service.database()));
        }
    }
}

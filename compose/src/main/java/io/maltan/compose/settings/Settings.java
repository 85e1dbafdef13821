package io.maltan.compose.settings;

import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of one run.
 *
 * @param home the checkout that the services were built in
 */
public record Settings(Path home, DataFolder data, Ports ports, Map<String, String> environment) {

    /** Reads the settings from the environment. */
    public static Settings from(Path home, Map<String, String> environment) {
        Path data =
                environment.getOrDefault("MALTAN_DATA", "").isBlank()
                        ? home.resolve("compose/.data")
                        : Path.of(environment.get("MALTAN_DATA"));
        return new Settings(
                home,
                new DataFolder(data.toAbsolutePath().normalize()),
                Ports.from(environment),
                Map.copyOf(environment));
    }

    /** A setting that is empty counts as one that is not made. */
    public String get(String name, String otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? otherwise : value;
    }

    /** Where clients find the gateway on this machine. */
    public String address() {
        return "http://localhost:" + ports.gateway();
    }
}

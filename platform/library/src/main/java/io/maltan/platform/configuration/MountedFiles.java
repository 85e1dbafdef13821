package io.maltan.platform.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/**
 * The folder of mounted settings: {@code <application>.yml}, and below it {@code shared.yml}, which
 * all processes read. They stand above the settings in the jar and below the environment.
 *
 * @param folder as a ConfigMap is mounted: its files may be symbolic links that are swapped
 */
record MountedFiles(Path folder, String application) {

    /** Names the folder. */
    static final String FOLDER = "MALTAN_CONFIG";

    /** Names a folder of secrets: each file is a setting, named for the file. */
    static final String SECRETS = "MALTAN_SECRETS";

    private static final String PREFIX = "mounted ";
    private static final String SHARED = "shared";

    /**
     * What the files hold.
     *
     * @param texts the content of each, in the order of their precedence; empty where a file is
     *     absent
     */
    record Content(List<String> texts) {}

    Content read() throws IOException {
        return new Content(List.of(text(application), text(SHARED)));
    }

    private String text(String name) throws IOException {
        Path file = fileOf(name);
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private Path fileOf(String name) {
        return folder.resolve(name + ".yml");
    }

    /** The highest first. */
    List<PropertySource<?>> parse(Content content) throws IOException {
        List<PropertySource<?>> sources = new ArrayList<>();
        for (int i = 0; i < content.texts().size(); i++) {
            Path file = fileOf(i == 0 ? application : SHARED);
            byte[] text = content.texts().get(i).getBytes(StandardCharsets.UTF_8);
            sources.addAll(
                    new YamlPropertySourceLoader()
                            .load(PREFIX + file, new ByteArrayResource(text, file.toString())));
        }
        return sources;
    }

    /** Takes the place of what was mounted before. */
    static void replace(MutablePropertySources all, List<PropertySource<?>> mounted) {
        all.stream()
                .map(PropertySource::getName)
                .filter(name -> name.startsWith(PREFIX))
                .toList()
                .forEach(all::remove);
        mounted.reversed().forEach(source -> addBelowEnvironment(all, source));
    }

    static void addSecrets(MutablePropertySources all, Path secrets) {
        addBelowEnvironment(
                all,
                new ConfigTreePropertySource(
                        "secrets",
                        secrets,
                        ConfigTreePropertySource.Option.AUTO_TRIM_TRAILING_NEW_LINE));
    }

    private static void addBelowEnvironment(MutablePropertySources all, PropertySource<?> source) {
        all.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source);
    }

    /** Whether a source is the file of this application alone. */
    boolean isOwn(@Nullable Object source) {
        return source instanceof PropertySource<?> mounted
                && mounted.getName().startsWith(PREFIX + fileOf(application));
    }

    static boolean isMounted(PropertySource<?> source) {
        return source.getName().startsWith(PREFIX);
    }
}

package io.maltan.platform.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Reads the mounted files when the process starts; what cannot be read keeps it from starting. */
public final class MountedSettings implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        String secrets = environment.getProperty(MountedFiles.SECRETS, "");
        if (!secrets.isBlank() && Files.isDirectory(Path.of(secrets))) {
            MountedFiles.addSecrets(environment.getPropertySources(), Path.of(secrets));
        }
        filesOf(environment).ifPresent(files -> mount(files, environment));
    }

    static Optional<MountedFiles> filesOf(Environment environment) {
        String folder = environment.getProperty(MountedFiles.FOLDER, "");
        String application = environment.getProperty("spring.application.name", "application");
        return folder.isBlank()
                ? Optional.empty()
                : Optional.of(new MountedFiles(Path.of(folder), application));
    }

    private static void mount(MountedFiles files, ConfigurableEnvironment environment) {
        try {
            MountedFiles.replace(environment.getPropertySources(), files.parse(files.read()));
        } catch (IOException e) {
            throw new UncheckedIOException("Settings in " + files.folder() + " are not read", e);
        }
    }
}

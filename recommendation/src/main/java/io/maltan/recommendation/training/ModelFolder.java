package io.maltan.recommendation.training;

import io.maltan.recommendation.model.ModelFile;
import io.maltan.recommendation.model.UnusableModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Where this replica maps models from. What it holds can be fetched again. */
@Component
final class ModelFolder {

    private static final Logger log = LoggerFactory.getLogger(ModelFolder.class);
    private static final String ENDING = ".model";

    private final TrainingProperties properties;
    private @Nullable Path folder;

    ModelFolder(TrainingProperties properties) {
        this.properties = properties;
    }

    private synchronized Path folder() {
        Path known = folder;
        if (known == null) {
            known = made(properties.directory());
            folder = known;
        }
        return known;
    }

    private static Path made(@Nullable Path named) {
        try {
            return named == null || named.toString().isEmpty()
                    ? Files.createTempDirectory("maltan-models")
                    : Files.createDirectories(named);
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for models", e);
        }
    }

    Path of(String version) {
        return folder().resolve(version + ENDING);
    }

    /** A file that is here and whole. */
    Optional<ModelFile> open(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ModelFile.open(path));
        } catch (UnusableModelFile e) {
            log.warn("{}; it is fetched again", e.getMessage());
            return Optional.empty();
        }
    }

    /** Removes the files of all other models; what is still mapped stays readable until it goes. */
    void keepOnly(String version) {
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                if (!file.equals(of(version)) && file.toString().contains(ENDING)) {
                    var _ = Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            log.debug("Old models stay in {}", folder(), e);
        }
    }
}

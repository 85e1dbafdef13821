package io.maltan.recommendation.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A model file that cannot be read or written. */
public final class UnusableModelFile extends RuntimeException {

    UnusableModelFile(Path path, String why, @Nullable Throwable cause) {
        super("The model file " + path + " " + why, cause);
    }
}

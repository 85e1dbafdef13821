package io.maltan.recommendation.evaluation;

import java.nio.file.Path;

/** A file or an option that cannot be used, with what is wrong and where. */
final class BadInput extends RuntimeException {

    BadInput(String message) {
        super(message);
    }

    BadInput(Path file, int line, String message) {
        super(file + ", line " + line + ": " + message);
    }
}

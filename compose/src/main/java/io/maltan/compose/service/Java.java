package io.maltan.compose.service;

import java.nio.file.Path;

/** The Java that runs the launcher runs the services too. */
final class Java {

    private Java() {}

    static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

package io.maltan.compose.server;

import io.maltan.compose.settings.StartFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. In a user namespace of its own the same person is nobody in
 * particular, and still owns the same files.
 */
final class Unprivileged {

    private static final List<String> PREFIX = List.of("unshare", "-U");

    private Unprivileged() {}

    static List<String> command(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        requireNamespaces();
        List<String> prefixed = new ArrayList<>(PREFIX);
        prefixed.addAll(command);
        return prefixed;
    }

    private static void requireNamespaces() {
        List<String> probe = new ArrayList<>(PREFIX);
        probe.add("true");
        try {
            if (new ProcessBuilder(probe).start().waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(e);
        }
        throw refused(null);
    }

    private static StartFailure refused(@org.jspecify.annotations.Nullable Exception cause) {
        return new StartFailure(
                "PostgreSQL does not run as root, and this system allows no user namespace to run it in."
                        + " Run compose/up as an ordinary user.",
                cause == null ? new IllegalStateException("unshare -U failed") : cause);
    }
}

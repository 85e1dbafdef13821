package io.maltan.platform.testing;

import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;

/** Chooses between a server in a container and the embedded one. */
final class Containers {

    private Containers() {}

    /** A container where a Docker engine answers and has the image, else the embedded server. */
    static <T> T orEmbedded(Supplier<T> container, Supplier<T> embedded) {
        if (!dockerAnswers()) {
            return embedded.get();
        }
        try {
            return container.get();
        } catch (ContainerLaunchException e) {
            return embedded.get();
        }
    }

    private static boolean dockerAnswers() {
        if ("false".equals(System.getenv("MALTAN_TEST_CONTAINERS"))) {
            return false;
        }
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException e) {
            return false;
        }
    }
}

package io.maltan.platform;

import io.maltan.platform.persistence.Migration;
import java.util.List;
import org.springframework.boot.SpringApplication;

/** The main method of the services that have a database. */
public final class MaltanService {

    private static final String MIGRATE = "migrate";

    private MaltanService() {}

    /**
     * Runs a service, or with the argument {@code migrate} only its database migration.
     *
     * @param name the service's name, as its database has it behind {@code maltan_}
     */
    public static void run(Class<?> application, String name, String... arguments) {
        if (List.of(arguments).contains(MIGRATE)) {
            Migration.run(name, System.getenv());
        } else {
            SpringApplication.run(application, arguments);
        }
    }
}
